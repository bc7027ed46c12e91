package upload

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"iter"
)

// quality of a JPEG that is drawn anew: the text of a photographed policy stays sharp.
const quality = 90

// oneImage lets one image be drawn at a time: it is the one thing here that takes much
// memory, four bytes and more for each pixel.
var oneImage = make(chan struct{}, 1)

// redraw decodes an image and encodes it again, so that only what is seen is left: no
// place where the photo was taken, nothing behind or between the parts of the file.
func redraw(mediaType string, content []byte, limits Limits) ([]byte, error) {
	decodeConfig, decode := jpeg.DecodeConfig, jpeg.Decode
	if mediaType == PNG {
		decodeConfig, decode = png.DecodeConfig, png.Decode
	}
	config, err := decodeConfig(bytes.NewReader(content))
	if err != nil || mediaType == JPEG && scans(content) > mostScans {
		return nil, refusal(CodeImage)
	}
	pixels := int64(config.Width) * int64(config.Height)
	if pixels*depth(config.ColorModel)/4 > int64(limits.MaxPixels) {
		return nil, refusal(CodePixels, limits.MaxPixels/1_000_000)
	}
	oneImage <- struct{}{}
	defer func() { <-oneImage }()
	img, err := decode(bytes.NewReader(content))
	if err != nil || img.Bounds().Empty() {
		return nil, refusal(CodeImage)
	}
	out, err := encode(mediaType, content, img)
	if err != nil {
		return nil, refusal(CodeImage)
	}
	if len(out) > limits.MaxBytes {
		return nil, refusal(CodeTooLarge, limits.MaxBytes/1_000_000)
	}
	return out, nil
}

// depth is how many bytes a pixel takes in memory: eight in a PNG of 16 bits a colour.
func depth(m color.Model) int64 {
	switch m {
	case color.NRGBA64Model, color.RGBA64Model:
		return 8
	}
	return 4
}

func encode(mediaType string, content []byte, img image.Image) ([]byte, error) {
	var out bytes.Buffer
	if mediaType == PNG {
		err := png.Encode(&out, img)
		return out.Bytes(), err
	}
	err := jpeg.Encode(&out, upright(img, orientation(content)), &jpeg.Options{Quality: quality})
	return out.Bytes(), err
}

// mostScans is how often a JPEG may go over its picture. A camera does so once, a program
// for the web about ten times. Every time costs as much as all of the picture, and a
// hostile file of ten megabytes does it a hundred thousand times.
const mostScans = 32

// Markers of a JPEG (ITU T.81, table B.1).
const (
	jpegEnd  = 0xD9
	jpegScan = 0xDA
	jpegExif = 0xE1
)

// segments are the parts of a JPEG with their marker, found as the decoder finds them:
// what stands between two parts, such as the points of the picture, is stepped over.
func segments(content []byte) iter.Seq2[byte, []byte] {
	return func(yield func(byte, []byte) bool) {
		for at := 2; at < len(content); {
			next := bytes.IndexByte(content[at:], 0xFF)
			if at += next + 1; next < 0 || at >= len(content) {
				return
			}
			marker := content[at]
			switch {
			case marker == 0xFF: // filling
				continue
			case marker == 0 || marker >= 0xD0 && marker < jpegEnd: // no part begins
				at++
				continue
			case marker == jpegEnd || at+3 > len(content):
				return
			}
			size := int(binary.BigEndian.Uint16(content[at+1:]))
			if size < 2 || at+1+size > len(content) || !yield(marker, content[at+3:at+1+size]) {
				return
			}
			at += 1 + size
		}
	}
}

// scans counts how often a JPEG goes over its picture.
func scans(content []byte) (n int) {
	for marker := range segments(content) {
		if marker == jpegScan {
			n++
		}
	}
	return n
}

// orientation reads how a camera was held from the EXIF part of a JPEG: 1 is upright,
// up to 8, as EXIF 2.3 numbers them. Anything that it cannot read is upright.
func orientation(content []byte) int {
	for marker, segment := range segments(content) {
		if marker == jpegScan {
			break
		}
		if tiff, ok := bytes.CutPrefix(segment, []byte("Exif\x00\x00")); marker == jpegExif && ok {
			return tiffOrientation(tiff)
		}
	}
	return 1
}

func tiffOrientation(tiff []byte) int {
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.LittleEndian
	if tiff[0] == 'M' {
		order = binary.BigEndian
	}
	first := uint64(order.Uint32(tiff[4:]))
	if first+2 > uint64(len(tiff)) {
		return 1
	}
	entries := tiff[first:]
	for i := range int(order.Uint16(entries)) {
		at := 2 + 12*i
		if at+12 > len(entries) {
			return 1
		}
		const orientationTag = 0x0112
		if order.Uint16(entries[at:]) == orientationTag {
			if o := int(order.Uint16(entries[at+8:])); o >= 1 && o <= 8 {
				return o
			}
			return 1
		}
	}
	return 1
}

// upright turns an image as its orientation asks.
func upright(img image.Image, o int) image.Image {
	if o == 1 {
		return img
	}
	switch m := img.(type) {
	case *image.Gray:
		return turnGray(m, o)
	case *image.YCbCr:
		if turned := turnYCbCr(m, o); turned != nil {
			return turned
		}
	}
	b := img.Bounds()
	plain := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(plain, plain.Bounds(), img, b.Min, draw.Src)
	w, h := turnedSize(b.Dx(), b.Dy(), o)
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	turn(plane{out.Pix, out.Stride, w, h}, plane{plain.Pix, plain.Stride, b.Dx(), b.Dy()}, 4, o)
	return out
}

func turnGray(m *image.Gray, o int) image.Image {
	w, h := turnedSize(m.Rect.Dx(), m.Rect.Dy(), o)
	out := image.NewGray(image.Rect(0, 0, w, h))
	turn(plane{out.Pix, out.Stride, w, h}, plane{m.Pix, m.Stride, m.Rect.Dx(), m.Rect.Dy()}, 1, o)
	return out
}

// turnYCbCr turns a photo without making it larger in memory; nil when its colours lie
// in a way that cannot be turned.
func turnYCbCr(m *image.YCbCr, o int) image.Image {
	ratio := m.SubsampleRatio
	switch ratio {
	case image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio420:
	case image.YCbCrSubsampleRatio422:
		if o >= 5 {
			ratio = image.YCbCrSubsampleRatio440
		}
	case image.YCbCrSubsampleRatio440:
		if o >= 5 {
			ratio = image.YCbCrSubsampleRatio422
		}
	default:
		return nil
	}
	w, h := m.Rect.Dx(), m.Rect.Dy()
	cw, ch := w, h
	switch m.SubsampleRatio {
	case image.YCbCrSubsampleRatio420:
		cw, ch = (w+1)/2, (h+1)/2
	case image.YCbCrSubsampleRatio422:
		cw = (w + 1) / 2
	case image.YCbCrSubsampleRatio440:
		ch = (h + 1) / 2
	}
	tw, th := turnedSize(w, h, o)
	tcw, tch := turnedSize(cw, ch, o)
	out := image.NewYCbCr(image.Rect(0, 0, tw, th), ratio)
	turn(plane{out.Y, out.YStride, tw, th}, plane{m.Y, m.YStride, w, h}, 1, o)
	turn(plane{out.Cb, out.CStride, tcw, tch}, plane{m.Cb, m.CStride, cw, ch}, 1, o)
	turn(plane{out.Cr, out.CStride, tcw, tch}, plane{m.Cr, m.CStride, cw, ch}, 1, o)
	return out
}

// turnedSize swaps width and height for the orientations that lie on their side.
func turnedSize(w, h, o int) (width, height int) {
	if o >= 5 {
		return h, w
	}
	return w, h
}

// plane is the points of an image in rows.
type plane struct {
	pix           []byte
	stride        int // bytes from one row to the next
	width, height int
}

// turn copies points of a number of bytes to where they belong when upright.
func turn(to, from plane, size, o int) {
	for y := range to.height {
		for x := range to.width {
			fx, fy := x, y
			if o >= 5 {
				fx, fy = y, x
			}
			switch o {
			case 2, 7, 8:
				fx = from.width - 1 - fx
			case 3:
				fx, fy = from.width-1-fx, from.height-1-fy
			}
			switch o {
			case 4, 6, 7:
				fy = from.height - 1 - fy
			}
			copy(to.pix[y*to.stride+x*size:][:size], from.pix[fy*from.stride+fx*size:][:size])
		}
	}
}
