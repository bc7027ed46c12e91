package pdf

import (
	"fmt"
	"strings"
)

// element is a node of the structure: what a piece of text is, for who does not see it.
type element struct {
	role       string // a standard structure type: P, H1, L
	attributes string
	parent     *element
	kids       []kid
	ref        ref
}

// kid is an element, or marked content on a page.
type kid struct {
	element *element
	page    int
	mark    int // number of the marked content on its page
}

// add makes an element within another.
func (e *element) add(role, attributes string) *element {
	child := &element{role: role, attributes: attributes, parent: e}
	e.kids = append(e.kids, kid{element: child})
	return child
}

// structure is the tree of a document.
type structure struct {
	root  *element
	marks [][]*element // by page: whose each marked content is
}

// mark begins marked content of an element on a page and gives its number there.
func (s *structure) mark(page int, e *element) int {
	for len(s.marks) <= page {
		s.marks = append(s.marks, nil)
	}
	s.marks[page] = append(s.marks[page], e)
	number := len(s.marks[page]) - 1
	e.kids = append(e.kids, kid{page: page, mark: number})
	return number
}

// write puts the tree in the file.
func (s *structure) write(out *file, pages []ref) ref {
	tree, root := out.next(), s.root
	reserve(out, root)
	root.write(out, tree, pages)
	var parents strings.Builder
	for page, marks := range s.marks {
		fmt.Fprintf(&parents, "%d [", page)
		for _, e := range marks {
			fmt.Fprintf(&parents, "%v ", e.ref)
		}
		parents.WriteString("] ")
	}
	parentTree := out.add("<< /Nums [%s] >>", parents.String())
	return out.put(tree, "<< /Type /StructTreeRoot /K [%v] /ParentTree %v /ParentTreeNextKey %d >>", root.ref, parentTree, len(pages))
}

// reserve gives every element its number before one is written that points to it.
func reserve(out *file, e *element) {
	e.ref = out.next()
	for _, k := range e.kids {
		if k.element != nil {
			reserve(out, k.element)
		}
	}
}

func (e *element) write(out *file, parent ref, pages []ref) {
	var kids strings.Builder
	for _, k := range e.kids {
		if k.element != nil {
			fmt.Fprintf(&kids, "%v ", k.element.ref)
			continue
		}
		fmt.Fprintf(&kids, "<< /Type /MCR /Pg %v /MCID %d >> ", pages[k.page], k.mark)
	}
	out.put(e.ref, "<< /Type /StructElem /S /%s /P %v %s /K [%s] >>", e.role, parent, e.attributes, kids.String())
	for _, k := range e.kids {
		if k.element != nil {
			k.element.write(out, e.ref, pages)
		}
	}
}
