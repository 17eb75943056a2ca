package conversation

import (
	"slices"
	"strconv"
	"strings"

	"restday"
	"restday/lang"
)

// mostNotes is how many notes are shown or offered at once.
const mostNotes = 8

// journal writes a note, or lists, searches and deletes notes: "/journal slept
// badly after the late coffee", "/journal", "/journal search coffee".
func (t *turn) journal(args string) error {
	word, rest, _ := strings.Cut(args, " ")
	rest = strings.TrimSpace(rest)
	switch {
	case args == "":
		return t.tellJournal("")
	case t.typed(word, "journal_search") && rest != "":
		return t.tellJournal(rest)
	case t.typed(word, "journal_delete"):
		return t.deleteNote(rest)
	}
	t.change.Note = &restday.Note{Day: t.today(), Words: strings.TrimLeft(args, ":- ")}
	t.tell(t.say.Say("journal.kept"))
	return nil
}

// notes are all notes that hold some words, oldest first.
func (t *turn) notes(words string) ([]restday.Note, error) {
	j, err := t.p.Journal(1)
	if err != nil {
		return nil, err
	}
	wanted := lang.Fold(strings.ToLower(words))
	return slices.DeleteFunc(j.Notes, func(n restday.Note) bool {
		return !strings.Contains(lang.Fold(strings.ToLower(n.Words)), wanted)
	}), nil
}

// tellJournal shows the newest notes, those that hold some words.
func (t *turn) tellJournal(words string) error {
	notes, err := t.notes(words)
	if err != nil {
		return err
	}
	switch {
	case len(notes) == 0 && words == "":
		t.tell(t.say.Say("journal.empty"))
		return nil
	case len(notes) == 0:
		t.tell(t.say.Say("journal.none", "words", tidy(words, 40)))
		return nil
	}
	lines := []string{t.say.Say("journal.list")}
	for _, n := range newest(notes) {
		lines = append(lines, t.noteLine(n, 120))
	}
	t.tell(strings.Join(append(lines, t.say.Say("journal.how")), "\n"),
		[]restday.Choice{{Label: t.say.Say("journal.delete"), Data: "do:journal:delete"}})
	return nil
}

func newest(notes []restday.Note) []restday.Note { return notes[max(0, len(notes)-mostNotes):] }

// noteLine is a note with its date, shortened to a number of letters.
func (t *turn) noteLine(n restday.Note, most int) string {
	return t.say.Say("journal.note", "date", t.say.Date(n.Day), "words", tidy(n.Words, most))
}

// deleteNote offers the newest notes, or deletes the one that a button names.
func (t *turn) deleteNote(id string) error {
	notes, err := t.notes("")
	if err != nil {
		return err
	}
	number, _ := strconv.ParseInt(id, 10, 64)
	if i := slices.IndexFunc(notes, func(n restday.Note) bool { return n.ID == number }); i >= 0 {
		t.change.Note = &restday.Note{ID: number}
		t.tell(t.say.Say("journal.deleted", "note", t.noteLine(notes[i], 60)))
		return nil
	}
	if len(notes) == 0 {
		t.tell(t.say.Say("journal.empty"))
		return nil
	}
	var rows [][]restday.Choice
	for _, n := range newest(notes) {
		rows = append(rows, []restday.Choice{{Label: tidy(t.noteLine(n, 60), 36), Data: "do:journal:delete " + strconv.FormatInt(n.ID, 10)}})
	}
	t.tell(t.say.Say("journal.which"), rows...)
	return nil
}
