package authz

// Row is what is known of one row of a field group: whose it is, and with which
// organisations the resident shares it.
type Row struct {
	Van        []string // as [Facts].BijdrageVan
	GedeeldMet []string // organisation ids
}

// Fields says which field groups an actor reads and writes of one subject. The
// zero value shows nothing.
type Fields struct {
	readAll, writeAll uint64
	own               [maxOwn]ownFields
	n                 int
}

// ownFields is what an actor sees through one organisation: rows of that
// organisation, and rows shared with it.
type ownFields struct {
	key                                        string
	readOwn, readShared, writeOwn, writeShared uint64
}

// maxOwn is for how many organisations one actor sees own rows of one subject.
// More than that is not seen in practice; the rest is not shown.
const maxOwn = 4

// FieldsOf says which field groups an actor reads and writes of the subject of
// the facts, over all its roles and relations. It does not say whether the actor
// may open the subject: that is an action.
func FieldsOf(actor Actor, facts Facts) Fields {
	var fields Fields
	var buf [8]bond
	for _, b := range bondsOf(buf[:0], &actor, &facts) {
		for rels := b.rels; rels != 0; rels &= rels - 1 {
			rules := theTable.fields[b.role][first(rels)]
			for i := range rules {
				if rules[i].conds&^b.conds == 0 {
					fields.add(b.ownKey, &rules[i].masks)
				}
			}
		}
	}
	return fields
}

func (f *Fields) add(key string, m *fieldMasks) {
	f.readAll |= m.readAll
	f.writeAll |= m.writeAll
	if key == "" || m.readOwn|m.readShared|m.writeOwn|m.writeShared == 0 {
		return
	}
	i := 0
	for i < f.n && f.own[i].key != key {
		i++
	}
	if i == maxOwn {
		return
	}
	if i == f.n {
		f.own[i].key = key
		f.n++
	}
	own := &f.own[i]
	own.readOwn |= m.readOwn
	own.readShared |= m.readShared
	own.writeOwn |= m.writeOwn
	own.writeShared |= m.writeShared
}

// Read is of which rows of a group the actor reads.
func (f Fields) Read(group FieldGroup) Extent {
	bit := groupBit(group)
	extent := pick(f.readAll&bit, All)
	for i := range f.n {
		extent |= pick(f.own[i].readOwn&bit, Own) | pick(f.own[i].readShared&bit, Shared)
	}
	return extent
}

// Write is of which rows of a group the actor writes.
func (f Fields) Write(group FieldGroup) Extent {
	bit := groupBit(group)
	extent := pick(f.writeAll&bit, All)
	for i := range f.n {
		extent |= pick(f.own[i].writeOwn&bit, Own) | pick(f.own[i].writeShared&bit, Shared)
	}
	return extent
}

// Reads tells whether the actor reads every row of a group.
func (f Fields) Reads(group FieldGroup) bool { return f.readAll&groupBit(group) != 0 }

// ReadsRow tells whether the actor reads one row of a group.
func (f Fields) ReadsRow(group FieldGroup, row Row) bool {
	bit := groupBit(group)
	if f.readAll&bit != 0 {
		return true
	}
	for i := range f.n {
		own := &f.own[i]
		if own.readOwn&bit != 0 && has(row.Van, own.key) || own.readShared&bit != 0 && has(row.GedeeldMet, own.key) {
			return true
		}
	}
	return false
}

// WritesRow tells whether the actor writes one row of a group.
func (f Fields) WritesRow(group FieldGroup, row Row) bool {
	bit := groupBit(group)
	if f.writeAll&bit != 0 {
		return true
	}
	for i := range f.n {
		own := &f.own[i]
		if own.writeOwn&bit != 0 && has(row.Van, own.key) || own.writeShared&bit != 0 && has(row.GedeeldMet, own.key) {
			return true
		}
	}
	return false
}

// groupBit is the bit of a group; an unknown group has none.
func groupBit(group FieldGroup) uint64 {
	i, known := groupIndex[group]
	if !known {
		return 0
	}
	return 1 << i
}

func pick(bits uint64, extent Extent) Extent {
	if bits == 0 {
		return Nothing
	}
	return extent
}

func has(list []string, key string) bool {
	for _, item := range list {
		if item == key {
			return true
		}
	}
	return false
}
