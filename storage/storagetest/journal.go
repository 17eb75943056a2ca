package storagetest

import (
	"context"
	"testing"

	"restday"
	"restday/storage"
)

var journalPromises = []promise{
	{"notes", "A journal keeps what was typed, oldest first, until it is deleted; only its owner can do that.", notesAreKept},
	{"blocks", "A block that is over is kept once.", blocksAreKept},
	{"export notes", "Every note comes out with its athlete.", notesComeOut},
}

func journal(t *testing.T, s *storage.Store, chat restday.Address) restday.Journal {
	t.Helper()
	j, err := look(t, s, chat).Journal(1)
	check(t, err)
	return j
}

func write(t *testing.T, s *storage.Store, chat restday.Address, day restday.Day, words string) {
	t.Helper()
	change(t, s, chat, restday.Change{Note: &restday.Note{Day: day, Words: words}})
}

// noteWords are the words of a journal, in its order.
func noteWords(j restday.Journal) (words []string) {
	for _, n := range j.Notes {
		words = append(words, n.Words)
	}
	return words
}

func notesAreKept(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	enrol(t, s, ben)
	write(t, s, ana, today, "late coffee")
	write(t, s, ana, today-1, "legs <b>light</b> 🙂")
	write(t, s, ana, today, "early night")
	want := []string{"legs <b>light</b> 🙂", "late coffee", "early night"}
	got := journal(t, s, ana)
	equal(t, "notes", noteWords(got), want)
	equal(t, "day", got.Notes[0].Day, today-1)
	change(t, s, ben, restday.Change{Note: &restday.Note{ID: got.Notes[1].ID}})
	equal(t, "after somebody else's try", noteWords(journal(t, s, ana)), want)
	change(t, s, ana, restday.Change{Note: &restday.Note{ID: got.Notes[1].ID}})
	equal(t, "after deleting one", noteWords(journal(t, s, ana)), []string{want[0], want[2]})
	late, err := look(t, s, ana).Journal(today)
	check(t, err)
	equal(t, "from today", noteWords(late), []string{"early night"})
}

func blocksAreKept(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	first := restday.Block{First: today - 70, Last: today - 36, Pattern: "short"}
	second := restday.Block{First: today - 35, Last: today - 1}
	for _, b := range []restday.Block{second, first, first} {
		change(t, s, ana, restday.Change{Block: &b})
	}
	equal(t, "blocks", journal(t, s, ana).Blocks, []restday.Block{first, second})
}

func notesComeOut(t *testing.T, s *storage.Store) {
	enrol(t, s, ana)
	enrol(t, s, ben)
	write(t, s, ben, today, "b")
	write(t, s, ana, today, "a")
	var got []string
	check(t, s.Notes(context.Background(), func(a restday.Athlete, n restday.Note) error {
		got = append(got, a.Chat.String()+" "+n.Words)
		return nil
	}))
	equal(t, "notes", got, []string{ana.String() + " a", ben.String() + " b"})
}
