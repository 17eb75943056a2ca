package main

import "restday"

// noteRow is one entry of somebody's journal.
type noteRow struct {
	chat restday.Address
	note restday.Note
}

// noteFormat is only written: what somebody wrote for themselves is not brought in
// by others.
var noteFormat = format[noteRow]{
	columns: []string{"athlete", "day", "note"},
	fields: func(r noteRow) []string {
		return []string{r.chat.String(), r.note.Day.String(), r.note.Words}
	},
}
