package conversation

// endsInValue tells whether the last thing said in a statement is a value.
func endsInValue(said []token) bool {
	for i := len(said) - 1; i >= 0; i-- {
		if !said[i].light() {
			return said[i].carries()
		}
	}
	return false
}

// carries tells whether a token is a value
func (t token) carries() bool {
	switch t.role {
	case level, state, number, length, tenth:
		return true
	}
	return false
}

// takesBack tells whether what follows a value begins by taking it back: "no
// wait", or a "no" or "uh" before another value.
func takesBack(tokens []token) bool {
	for i, t := range tokens {
		switch {
		case t.role == fix:
			return true
		case i > 0 && t.stop:
			return false
		case !t.mark() && (i == 0 || !t.light()):
			return i > 0 && t.carries()
		}
	}
	return false
}

// mark tells whether a token may do nothing but take back what was said.
func (t token) mark() bool {
	return t.role == fix || t.word == nay || t.word == nayNone || t.link&linkWait != 0
}

// withoutMarks drops what a statement begins with to take something back, "no
// wait", and tells whether it does; and every "nope" that denies nothing in it.
func (r *reader) withoutMarks(part []token) ([]token, bool) {
	n, fixing := 0, false
	for r.last != "" && n < len(part) && (part[n].mark() || n > 0 && part[n].light()) {
		if part[n].word == nayNone && r.deniesNext(part, n) {
			break
		}
		fixing = fixing || part[n].mark()
		n++
	}
	var out []token
	for i, t := range part[n:] {
		if t.word == nay && n+i < len(part)-1 {
			t.sense = sense{role: filler}
		}
		out = append(out, t)
	}
	return out, fixing
}

// deniesNext tells whether the "no" at i belongs to what stands behind it, "no
// sleep", "no sore legs", and takes nothing back.
func (r *reader) deniesNext(part []token, i int) bool {
	next := at(part, i+1)
	_, said := r.value(next.item)
	switch next.role {
	case number, length, tenth:
		return false
	case level:
		return has(part, name)
	case state:
		return !said
	}
	return i+1 < len(part) && !next.mark()
}
