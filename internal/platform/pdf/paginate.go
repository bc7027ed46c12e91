package pdf

import "slices"

// chunk gives how many rows from the first must stand on one page.
func chunk(rows []row) (count int, height float64) {
	for i, r := range rows {
		if height += r.height; i > 0 {
			height += r.above
		}
		if !r.keep {
			return i + 1, height
		}
	}
	return len(rows), height
}

// placed is a row on a page, with how far its top is from the top of the page.
type placed struct {
	row
	y float64
}

// paginate divides rows over pages.
func paginate(rows []row) [][]placed {
	pages := [][]placed{nil}
	y := top
	place := func(r row) {
		last := len(pages) - 1
		if len(pages[last]) > 0 {
			y += r.above
		}
		if last == 0 {
			y = max(y, r.least)
		}
		if len(pages[last]) == 0 && len(r.pieces) == 0 {
			return // white space at the top of a page is no use
		}
		pages[last] = append(pages[last], placed{r, y})
		y += r.height
	}
	turn := func(r row) {
		pages, y = append(pages, nil), top
		for _, again := range r.repeats {
			again.pieces = slices.Clone(again.pieces)
			for i := range again.pieces {
				again.pieces[i].element = nil
			}
			place(again)
		}
	}
	for len(rows) > 0 {
		count, height := chunk(rows)
		if len(pages[len(pages)-1]) > 0 && y+rows[0].above+height > bottom && height <= bottom-top {
			turn(rows[0])
		}
		for _, r := range rows[:count] {
			// What is higher than a page is broken where the page is full.
			if len(pages[len(pages)-1]) > 0 && y+r.above+r.height > bottom && len(r.pieces) > 0 {
				turn(r)
			}
			place(r)
		}
		rows = rows[count:]
	}
	return pages
}
