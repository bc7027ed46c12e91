package upload_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"runtime"
	"strings"
	"testing"
	"time"

	"trede/internal/platform/errs"
	"trede/internal/platform/upload"
	"trede/internal/testkit"
)

// codes gives why a file is refused, "" when it is not.
func codeOf(err error) string {
	for _, f := range errs.FindingsOf(err) {
		if f.Field == upload.Field && errs.Is(err, errs.Invalid) {
			return f.Code
		}
	}
	return ""
}

const (
	action     = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
	goTo       = "<< /Type /Action /S /GoTo /D [3 0 R /Fit] >>"
	toWeb      = "<< /S /URI /URI (https://example.nl/) >>"
	eicarLike  = "X5O!P%@AP-TRADE-EIGEN-TEST-ANTIVIRUS-TEST-FILE!$H+H*" // no virus, and not the official text either
	escapedJS  = "<< /S /J#61vaScript /J#53 (app.alert\\(1\\)) >>"
	openAction = "/OpenAction 5 0 R"
)

// hostile is every trick that has to be refused, with the reason that is given.
func hostile(t testing.TB) map[string]struct {
	content []byte
	code    string
} {
	t.Helper()
	type file = struct {
		content []byte
		code    string
	}
	photo := jpegOf(t, picture(64, 48))
	bomb := bytes.Repeat([]byte("0 "), 20<<20)
	deep := strings.Repeat("[", 5000) + strings.Repeat("]", 5000)
	return map[string]file{
		"empty":                     {nil, upload.CodeEmpty},
		"zip named .pdf":            {zipOf(), upload.CodeUnknown},
		"program":                   {[]byte("MZ\x90\x00\x03\x00\x00\x00"), upload.CodeUnknown},
		"text of a test virus":      {[]byte(eicarLike), upload.CodeUnknown},
		"page of HTML":              {[]byte("<html><script>alert(1)</script></html>"), upload.CodeUnknown},
		"SVG with a script":         {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), upload.CodeUnknown},
		"GIF":                       {[]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), upload.CodeUnknown},
		"PDF behind HTML":           {append([]byte("<html>"), plain().bytes()...), upload.CodeUnknown},
		"HTML within the head":      {(&doc{head: "<script>alert(1)</script>\n", objects: plain().objects}).bytes(), upload.CodePDF},
		"ZIP behind a PDF":          {append(plain().bytes(), zipOf()...), upload.CodePDF},
		"ZIP with the end of a PDF": {append(append(plain().bytes(), zipOf()...), "%%EOF"...), upload.CodePDF},
		"PDF without an end":        {plain().bytes()[:200], upload.CodePDF},

		"image of 60k by 60k":  {pngSays(60_000, 60_000, nil), upload.CodePixels},
		"image too deep":       {pngOf(t, image.NewNRGBA64(image.Rect(0, 0, 5000, 5000))), upload.CodePixels},
		"PNG without its dots": {pngSays(6000, 6000, make([]byte, 1000)), upload.CodeImage},
		"truncated JPEG":       {photo[:len(photo)/2], upload.CodeImage},
		"only a JPEG's head":   {photo[:4], upload.CodeImage},
		"broken PNG":           {append([]byte("\x89PNG\r\n\x1a\n"), "geen beeld"...), upload.CodeImage},

		"script":                     {plain(action).catalog(openAction).bytes(), upload.CodeActive},
		"script, escaped":            {plain(escapedJS).catalog("/Open#41ction 5 0 R").bytes(), upload.CodeActive},
		"script in an object stream": {plain(inStream(9, action)).catalog("/OpenAction 9 0 R").bytes(), upload.CodeActive},
		"script, escaped there":      {plain(inStream(9, escapedJS)).bytes(), upload.CodeActive},
		"script in a name tree":      {plain(action).catalog("/Names << /JavaScript << /Names [(a) 5 0 R] >> >>").bytes(), upload.CodeActive},
		"short key alone":            {plain("<< /JS 6 0 R >>").bytes(), upload.CodeActive},
		"name of the act elsewhere":  {plain("<< /S 6 0 R >>", "/GoTo").bytes(), upload.CodeActive},
		"start a program":            {plain("<< /S /Launch /F (cmd.exe) >>").bytes(), upload.CodeActive},
		"acts on a page":             {plain("<< /AA << /O 6 0 R >> >>", goTo).bytes(), upload.CodeActive},
		"opens a web page by itself": {plain(toWeb).catalog(openAction).bytes(), upload.CodeActive},
		"likewise, at once":          {plain().catalog("/OpenAction " + toWeb).bytes(), upload.CodeActive},
		"likewise, in a stream":      {plain(inStream(9, toWeb)).catalog("/OpenAction 9 0 R").bytes(), upload.CodeActive},
		"likewise, as the next step": {plain("<< /S /GoTo /D [3 0 R /Fit] /Next 6 0 R >>", toWeb).catalog(openAction).bytes(), upload.CodeActive},
		"likewise, by a detour":      {plain("6 0 R", toWeb).catalog(openAction).bytes(), upload.CodeActive},
		"other file on a server":     {plain(`<< /S /GoToR /F (\\\\server\\x) >>`).bytes(), upload.CodeActive},
		"form that sends itself":     {plain("<< /S /SubmitForm /F (https://example.nl) >>").bytes(), upload.CodeActive},
		"XFA form":                   {plain().catalog("/AcroForm << /XFA 5 0 R >>").bytes(), upload.CodeActive},
		"film":                       {plain("<< /Type /Annot /Subtype /RichMedia >>").bytes(), upload.CodeActive},
		"content from elsewhere":     {plain("<< /F (https://example.nl) /Length 0 >>\nstream\n\nendstream").bytes(), upload.CodeActive},
		"other file inside":          {plain(streamOf("/Type /EmbeddedFile", []byte("MZ"))).bytes(), upload.CodeAttachment},
		"names of files inside":      {plain().catalog("/Names << /Embedded#46iles 5 0 R >>").bytes(), upload.CodeAttachment},
		"file inside by its key":     {plain("<< /EF << /F 6 0 R >> >>").bytes(), upload.CodeAttachment},
		"encrypted":                  {(&doc{objects: plain().objects, trailer: "/Encrypt 5 0 R"}).bytes(), upload.CodeEncrypted},
		"encrypted, in an XRef":      {plain(streamOf("/Type /XRef /Encrypt 6 0 R", nil)).bytes(), upload.CodeEncrypted},

		"bomb in an object stream": {plain(streamOf("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", packed(bomb))).bytes(), upload.CodePDF},
		"nested bombs":             {plain(repeatBombs(40)...).bytes(), upload.CodePDF},
		"deep nesting":             {plain(deep).bytes(), upload.CodePDF},
		"unknown compression":      {plain(streamOf("/Type /ObjStm /N 1 /First 4 /Filter /LZWDecode", []byte("x"))).bytes(), upload.CodePDF},
		"compressed twice":         {plain(streamOf("/Type /ObjStm /N 1 /First 4 /Filter [/ASCIIHexDecode /FlateDecode]", []byte("x"))).bytes(), upload.CodePDF},
		"compression elsewhere":    {plain(streamOf("/N 1 /First 4 /Filter 6 0 R", packed([]byte("9 0 "+toWeb)))).bytes(), upload.CodePDF},
		"compression said twice":   {plain(streamOf("/N 1 /First 4 /Filter /Fl /Filter /LZW", []byte("x"))).bytes(), upload.CodePDF},
		"photo drawn too often":    {drawnAgain(jpegOf(t, picture(64, 48)), 32), upload.CodeImage},
		"object stream cut short":  {plain(streamOf("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", packed(bomb)[:40])).bytes(), upload.CodePDF},
		"object stream in a text":  {plain("(" + "9 0 obj\n" + streamOf("/N 1 /First 4 /Filter /LZW", []byte("x")) + ")").bytes(), upload.CodePDF},
		"object in a stream":       {plain(streamOf("", []byte("9 0 obj "+inStream(8, action)))).bytes(), upload.CodeActive},
		"comment in a head":        {plain(streamOf("", []byte("9 0%\nobj << /S /URI >>"))).bytes(), upload.CodePDF},
		"unclosed text":            {plain("(nooit af").bytes(), upload.CodePDF},
		"nothing but openings":     {[]byte("%PDF-1.7\n" + strings.Repeat("0 0 obj(", 100_000) + "\n%%EOF"), upload.CodePDF},
		"nothing but comments":     {[]byte("%PDF-1.7\n" + strings.Repeat("0 0 obj 0%", 400_000) + "\n%%EOF"), upload.CodePDF},
		"nothing but streams":      {[]byte("%PDF-1.7\n" + strings.Repeat("0 0 obj<</N 0/First 0>>stream\n", 300_000) + "endstream\n%%EOF"), upload.CodePDF},
		"nothing but addresses":    {[]byte("%PDF-1.7\n(https:/" + strings.Repeat("/Movie", 1_500_000) + ")\n%%EOF"), upload.CodeActive},
	}
}

func repeatBombs(n int) []string {
	out := make([]string, n)
	data := packed(append([]byte("9 0 "), bytes.Repeat([]byte("0 "), 2_000_000)...))
	for i := range out {
		out[i] = streamOf("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", data)
	}
	return out
}

// Whatever somebody sends: what is not certainly harmless is refused with its reason,
// soon and without much memory.
func TestHostileFilesAreRefused(t *testing.T) {
	testkit.Eis(t, "INK-04")
	for name, f := range hostile(t) {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			begin := time.Now()
			got, err := upload.Check("polis.pdf", f.content, upload.Limits{})
			took := time.Since(begin)
			runtime.ReadMemStats(&after)
			if code := codeOf(err); code != f.code {
				t.Errorf("refused with %q (%v), want %q", code, err, f.code)
			}
			if got.Content != nil {
				t.Error("and something is to be kept")
			}
			// Ten times what it takes: other work may go on beside the test.
			if took > 2*time.Second {
				t.Errorf("%d bytes took %s", len(f.content), took)
			}
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 160 { // all that was ever asked for; 6000 by 6000 dots are 144
				t.Errorf("%d bytes took %d MiB", len(f.content), used)
			}
		})
	}
}

// What people really send is taken.
func TestOrdinaryFilesAreTaken(t *testing.T) {
	for name, f := range map[string]struct {
		file    string
		content []byte
		kind    string
		want    string // name
	}{
		"PDF":                    {"Polis 2026.pdf", plain().bytes(), upload.PDF, "Polis 2026.pdf"},
		"opens on its page":      {"a.pdf", plain(goTo).catalog(openAction).bytes(), upload.PDF, "a.pdf"},
		"page by its place":      {"a.pdf", plain().catalog("/OpenAction [3 0 R /FitH null]").bytes(), upload.PDF, "a.pdf"},
		"page, in a stream":      {"a.pdf", plain(inStream(9, goTo)).catalog("/OpenAction 9 0 R").bytes(), upload.PDF, "a.pdf"},
		"link to a web page":     {"a.pdf", plain("<< /Type /Annot /Subtype /Link /A " + toWeb + " >>").bytes(), upload.PDF, "a.pdf"},
		"link about JavaScript":  {"a.pdf", plain("<< /A << /S /URI /URI (https://nl.wikipedia.org/wiki/JavaScript) >> >>").bytes(), upload.PDF, "a.pdf"},
		"text about scripts":     {"a.pdf", plain(streamOf("/Filter /FlateDecode", packed([]byte("BT (/JavaScript) Tj ET")))).bytes(), upload.PDF, "a.pdf"},
		"object stream":          {"a.pdf", plain(inStream(9, "<< /Type /Font >>")).bytes(), upload.PDF, "a.pdf"},
		"object stream, open":    {"a.pdf", plain(streamOf("/Type /ObjStm /N 1 /First 4", []byte("9 0 << /Type /Font >>"))).bytes(), upload.PDF, "a.pdf"},
		"padded by a scanner":    {"a.pdf", append(plain().bytes(), make([]byte, 300)...), upload.PDF, "a.pdf"},
		"empty object":           {"a.pdf", bytes.Replace(plain().bytes(), []byte("%%EOF\n"), []byte("7 0 obj\nendobj\n%%EOF\n"), 1), upload.PDF, "a.pdf"},
		"PDF with another name":  {"polis.docx", plain().bytes(), upload.PDF, "polis.pdf"},
		"photo":                  {"IMG_0001.JPG", jpegOf(t, picture(64, 48)), upload.JPEG, "IMG_0001.jpg"},
		"photo for the web":      {"a.jpg", drawnAgain(jpegOf(t, picture(64, 48)), 31), upload.JPEG, "a.jpg"},
		"photo in grey":          {"a.jpeg", jpegOf(t, image.NewGray(image.Rect(0, 0, 9, 9))), upload.JPEG, "a.jpeg"},
		"screen, named as a PDF": {"scherm.pdf", pngOf(t, picture(64, 48)), upload.PNG, "scherm.png"},
		"without a name":         {"", pngOf(t, picture(4, 4)), upload.PNG, "bestand.png"},
	} {
		t.Run(name, func(t *testing.T) {
			given := bytes.Clone(f.content)
			got, err := upload.Check(f.file, f.content, upload.Limits{})
			if err != nil || got.Type != f.kind || got.Name != f.want {
				t.Fatalf("%q %q %v", got.Name, got.Type, err)
			}
			if !bytes.Equal(given, f.content) {
				t.Error("what was given was changed")
			}
			if f.kind == upload.PDF && !bytes.Equal(got.Content, given) {
				t.Error("a PDF is kept as it was sent")
			}
			if again, err := upload.Check(got.Name, got.Content, upload.Limits{}); err != nil || again.Name != got.Name {
				t.Errorf("what was kept is refused the next time: %v", err)
			}
		})
	}
}

// The limits hold on the byte and on the dot.
func TestLimits(t *testing.T) {
	pdf := plain().bytes()
	img := pngOf(t, picture(20, 10))
	for name, c := range map[string]struct {
		content []byte
		limits  upload.Limits
		code    string
	}{
		"as large as it may be": {pdf, upload.Limits{MaxBytes: len(pdf)}, ""},
		"one byte more":         {pdf, upload.Limits{MaxBytes: len(pdf) - 1}, upload.CodeTooLarge},
		"as many dots":          {img, upload.Limits{MaxPixels: 200}, ""},
		"one dot more":          {img, upload.Limits{MaxPixels: 199}, upload.CodePixels},
		"over ten megabytes":    {append(make([]byte, upload.MaxBytes), 'x'), upload.Limits{}, upload.CodeTooLarge},
	} {
		if _, err := upload.Check("a.pdf", c.content, c.limits); codeOf(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Of an image only what is seen stays: no place, no other file behind it, and upright
// without the note that says how the camera was held.
func TestImagesAreDrawnAnew(t *testing.T) {
	photo := withEXIF(jpegOf(t, picture(64, 48)), 1)
	if !bytes.Contains(photo, []byte("GPS")) {
		t.Fatal("the sample has no place")
	}
	secret := append(photo, zipOf()...)
	got, err := upload.Check("a.jpg", secret, upload.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for _, mark := range []string{"Exif", "GPS", "PK\x03\x04", "polis.exe"} {
		if bytes.Contains(got.Content, []byte(mark)) {
			t.Errorf("%q is still there", mark)
		}
	}
	text := pngChunk("tEXt", []byte("Comment\x00<script>alert(1)</script>"))
	plainPNG := pngOf(t, picture(8, 8))
	got, err = upload.Check("a.png", append(append(bytes.Clone(plainPNG[:33]), text...), append(plainPNG[33:], "<html>"...)...), upload.Limits{})
	if err != nil || bytes.Contains(got.Content, []byte("script")) || bytes.Contains(got.Content, []byte("html")) {
		t.Errorf("%v: %q", err, got.Content)
	}
}

// turned says where the quarters of the picture are for each way in which a camera can
// be held, left to right and from above: by EXIF 2.3, the tag Orientation.
var turned = [9]string{1: "RGBW", 2: "GRWB", 3: "WBGR", 4: "BWRG", 5: "RBGW", 6: "BRWG", 7: "WGBR", 8: "GWRB"}

func TestPhotosStandUpright(t *testing.T) {
	grey := func(m image.Image) image.Image {
		out := image.NewGray(m.Bounds())
		for y := range m.Bounds().Dy() {
			for x := range m.Bounds().Dx() {
				out.Set(x, y, m.At(x, y))
			}
		}
		return out
	}
	for _, size := range []image.Point{{64, 32}, {67, 35}} {
		for o := 1; o <= 8; o++ {
			photo := withEXIF(jpegOf(t, picture(size.X, size.Y)), uint16(o))
			got, err := upload.Check("a.jpg", photo, upload.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			m, _, err := image.Decode(bytes.NewReader(got.Content))
			if err != nil {
				t.Fatal(err)
			}
			w, h := m.Bounds().Dx(), m.Bounds().Dy()
			if (w < h) != (o >= 5) {
				t.Errorf("%d: %d by %d", o, w, h)
			}
			seen := ""
			for _, p := range []image.Point{{w / 4, h / 4}, {3 * w / 4, h / 4}, {w / 4, 3 * h / 4}, {3 * w / 4, 3 * h / 4}} {
				seen += nearest(m.At(p.X, p.Y))
			}
			if seen != turned[o] {
				t.Errorf("held as %d: %s, want %s", o, seen, turned[o])
			}
			if _, err := upload.Check("a.jpg", withEXIF(jpegOf(t, grey(picture(size.X, size.Y))), uint16(o)), upload.Limits{}); err != nil {
				t.Errorf("grey: %v", err)
			}
		}
	}
	for _, bad := range []uint16{0, 9, 65535} {
		if got, err := upload.Check("a.jpg", withEXIF(jpegOf(t, picture(8, 4)), bad), upload.Limits{}); err != nil {
			t.Errorf("orientation %d: %v %v", bad, got, err)
		}
	}
}

func nearest(c color.Color) string {
	r, g, b, _ := c.RGBA()
	switch r, g, b := r > 0x8000, g > 0x8000, b > 0x8000; {
	case r && g && b:
		return "W"
	case r:
		return "R"
	case g:
		return "G"
	}
	return "B"
}

func TestNamesBecomeHarmless(t *testing.T) {
	long := strings.Repeat("a", 300)
	for given, want := range map[string]string{
		"Polis café (2026) – één.pdf":      "Polis café (2026) - één.pdf",
		"Jan & Piet's overeenkomst.PDF":    "Jan & Piet's overeenkomst.pdf",
		"../../etc/passwd":                 "passwd.pdf",
		`C:\Users\jan\polis.pdf`:           "polis.pdf",
		"CON.pdf":                          "bestand-CON.pdf",
		"con":                              "bestand-con.pdf",
		"lpt1.tekst.pdf":                   "bestand-lpt1.tekst.pdf",
		"COM²":                             "COM.pdf",
		"comité.pdf":                       "comité.pdf",
		"polis\x00\r\nSet-Cookie: a=b.pdf": "polis Set-Cookie- a-b.pdf",
		"polis\u202efdp.exe":               "polisfdp.pdf",
		"a\u200bb\ufeff.pdf":               "ab.pdf",
		"\xff\xfe.pdf":                     "pdf.pdf",
		"":                                 "bestand.pdf",
		"...":                              "bestand.pdf",
		".htaccess":                        "htaccess.pdf",
		"polis.pdf. ":                      "polis.pdf",
		"polis.pdf.exe":                    "polis.pdf.pdf",
		"\"<script>'.pdf":                  "script-'.pdf",
		"Cafe\u0301.pdf":                   "Café.pdf",
		"Brief van 1. januari 2026":        "Brief van 1. januari 2026.pdf",
		long + ".pdf":                      long[:96] + ".pdf",
	} {
		got := upload.Harmless(given, upload.PDF)
		if got != want {
			t.Errorf("%q became %q, want %q", given, got, want)
		}
		if again := upload.Harmless(got, upload.PDF); again != got {
			t.Errorf("%q became %q the second time", got, again)
		}
	}
}

func FuzzCheck(f *testing.F) {
	for _, h := range hostile(f) {
		if len(h.content) < 10_000 {
			f.Add("polis.pdf", h.content)
		}
	}
	f.Add("a.pdf", plain(inStream(9, goTo)).catalog("/OpenAction 9 0 R").bytes())
	f.Add("a.jpg", withEXIF(jpegOf(f, picture(16, 8)), 6))
	f.Add("../a\u202e.png", pngOf(f, picture(8, 8)))
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		got, err := upload.Check(name, content, upload.Limits{MaxPixels: 100_000})
		if err != nil {
			if codeOf(err) == "" || got.Content != nil {
				t.Fatalf("%v with %d bytes to keep", err, len(got.Content))
			}
			return
		}
		if got.Name == "" || len([]rune(got.Name)) > 100 || strings.ContainsAny(got.Name, "/\\\x00\r\n\"<>|:*?") || upload.Harmless(got.Name, got.Type) != got.Name {
			t.Fatalf("the name %q became %q", name, got.Name)
		}
		switch got.Type {
		case upload.PDF:
			if !bytes.Equal(got.Content, content) {
				t.Fatal("a PDF was changed")
			}
		case upload.PNG:
			if _, err := png.Decode(bytes.NewReader(got.Content)); err != nil {
				t.Fatal(err)
			}
		case upload.JPEG:
		default:
			t.Fatal(fmt.Errorf("kept as %q", got.Type))
		}
	})
}
