package bottest

import (
	"fmt"
	"slices"
	"strings"

	"restday"
)

const (
	nothingLost = "Nothing said is lost: an update is stored before the network is told that we have it."
	onceInOrder = "What people say and tap arrives once, and in the order in which they did it."
	noSpinning  = "No button and no command spins: every tap and every command is answered."
	gone        = "Somebody who blocked the bot is marked and left alone."
)

func incomingCases() []contractCase {
	return []contractCase{
		{"text", onceInOrder, checkText},
		{"many people", onceInOrder, checkManyPeople},
		{"any text", "Whatever people type arrives as they typed it, and too much of it is cut.", checkAnyText},
		{"command", noSpinning, checkCommand},
		{"tap", onceInOrder, checkTap},
		{"ten choices", "Every choice that is offered can be taken.", checkTenChoices},
		{"old tap", "A tap on an old message is harmless and tells which message it was.", checkOldTap},
		{"double tap", noSpinning, checkDoubleTap},
		{"stored first", nothingLost, checkStoredFirst},
		{"tap stored first", nothingLost, checkTapStoredFirst},
		{"restart", nothingLost, checkRestart},
		{"cut off while storing", nothingLost, checkCutWhileStoring},
		{"crowd", "While many people answer, everybody gets their next question.", checkCrowd},
		{"own edit", "Words that somebody changes arrive as an edit of the message that they typed, once.", checkOwnEdit},
		{"shared file", "A file arrives by its reference, stored like any update, and is fetched when it is handled.", checkSharedFile},
		{"left", gone, checkLeft},
	}
}

func checkText(r *rig) {
	r.start()
	who := r.fake.Person(1)
	want := numbered(20)
	for _, text := range want {
		r.fake.Say(who, text)
	}
	got := r.settle(len(want))
	r.sameTexts(got, want)
	for _, in := range got {
		if in.Event != restday.Said || in.From != who || in.ID == "" || in.At.IsZero() {
			r.broken("a text arrived as %q from %s with id %q at %s", in.Event, in.From, in.ID, in.At)
		}
	}
}

func checkManyPeople(r *rig) {
	r.start()
	people := []restday.Address{r.fake.Person(1), r.fake.Person(2), r.fake.Person(3)}
	texts := numbered(5)
	for _, text := range texts {
		for _, who := range people {
			r.fake.Say(who, text+" "+who.Chat)
		}
	}
	got := r.settle(len(people) * len(texts))
	for _, who := range slices.Compact(people) {
		var his []restday.Incoming
		for _, in := range got {
			if in.From == who && strings.HasSuffix(in.Text, " "+who.Chat) {
				in.Text = strings.TrimSuffix(in.Text, " "+who.Chat)
				his = append(his, in)
			}
		}
		if len(slices.Compact(people)) == len(people) {
			r.sameTexts(his, texts)
		}
	}
}

// odd is text that has broken bots before.
var odd = []string{
	private + ` <b>_*`,
	private + ` a_b*c~d` + "`e`" + `|f|>g#h [x](https://example.org/a_b)`,
	private + ` &lt;b&gt; &amp; %s {{.}} $1 \_ back\slash`,
	private + ` @everyone <@1> <#2> ||spoiler|| https://example.org/a_b_c`,
	private + ` 💪🏽 naïve Ελληνικά עברית العربية 日本語 e` + "\u0301",
	"- " + private,
	"> " + private,
	"# " + private,
	"1. " + private,
}

func checkAnyText(r *rig) {
	r.start()
	who := r.fake.Person(1)
	for _, text := range odd {
		r.fake.Say(who, text)
	}
	long := private + strings.Repeat(" much 💪", 200)
	r.fake.Say(who, long)
	cut := string([]rune(long)[:restday.MaxText+1])
	r.sameTexts(r.settle(len(odd)+1), append(slices.Clone(odd), cut))
}

func checkCommand(r *rig) {
	r.start()
	who := r.fake.Person(1)
	r.answerWith(func(in restday.Incoming) []restday.Outgoing {
		return []restday.Outgoing{
			{Text: said("today " + private), Ack: in.Ack},
			{Text: said("and more " + private)},
		}
	})
	r.fake.Say(who, "/today")
	got := r.settle(1)
	r.sameTexts(got, []string{"/today"})
	r.sees(who, "today "+private, "and more "+private)
}

func checkTap(r *rig) {
	r.start()
	who := r.fake.Person(1)
	row := r.post(question(who, "How sore? "+private, "Very sore", "Sore"))
	r.answerWith(acknowledge)
	r.tap(who, "Sore")
	in := r.settle(1)[0]
	if in.Event != restday.Tapped || in.From != who || in.Choice != dataOf("Sore") || in.Message != r.messageOf(row) {
		r.broken("the tap on %q arrived as %q of %q on message %q, which is %q",
			"Sore", in.Event, in.Choice, in.Message, r.messageOf(row))
	}
}

func checkTenChoices(r *rig) {
	r.start()
	who := r.fake.Person(1)
	labels := strings.Fields("<5 5 5½ 6 6½ 7 7½ 8 8½ 9+")
	r.answerWith(acknowledge)
	r.post(question(who, "How long? "+private, labels...))
	for i, label := range labels {
		r.tap(who, label)
		in := r.settle(i + 1)[i]
		if in.Choice != dataOf(label) {
			r.broken("the tap on %q arrived as %q", label, in.Choice)
		}
	}
}

func checkOldTap(r *rig) {
	r.start()
	who := r.fake.Person(1)
	first := r.post(question(who, "Yesterday "+private, "Old"))
	r.post(question(who, "Today "+private, "New"))
	r.answerWith(acknowledge)
	r.tap(who, "Old")
	if in := r.settle(1)[0]; in.Message != r.messageOf(first) || in.Choice != dataOf("Old") {
		r.broken("the tap on the old message arrived as %q on message %q", in.Choice, in.Message)
	}
}

func checkDoubleTap(r *rig) {
	r.start()
	who := r.fake.Person(1)
	row := r.post(question(who, "How sore? "+private, "Sore", "Normal"))
	both := make(chan struct{})
	taps := 0
	r.answerWith(func(in restday.Incoming) []restday.Outgoing {
		<-both
		if taps++; taps > 1 {
			return acknowledge(in)
		}
		return []restday.Outgoing{{Text: said("Noted " + private), Edits: row, Target: in.Message, Ack: in.Ack}}
	})
	r.tap(who, "Sore")
	r.tap(who, "Sore")
	close(both)
	r.settle(2)
	r.sees(who, "Noted "+private)
}

func checkStoredFirst(r *rig) {
	r.start()
	r.store.FailPuts(2)
	want := numbered(4)
	for _, text := range want {
		r.fake.Say(r.fake.Person(1), text)
	}
	r.sameTexts(r.settle(len(want)), want)
}

func checkTapStoredFirst(r *rig) {
	r.start()
	who := r.fake.Person(1)
	r.post(question(who, "How sore? "+private, "Sore"))
	r.answerWith(acknowledge)
	r.store.FailPuts(1)
	r.tap(who, "Sore")
	if in := r.settle(1)[0]; in.Choice != dataOf("Sore") {
		r.broken("the tap arrived as %q", in.Choice)
	}
}

func checkRestart(r *rig) {
	who := r.fake.Person(1)
	want := numbered(6)
	r.start()
	r.fake.Say(who, want[0])
	r.settle(1)
	for i := 1; i < len(want); i++ {
		r.stop()
		r.fake.Say(who, want[i])
		r.start()
		r.settle(i + 1)
	}
	r.sameTexts(r.store.Received(), want)
}

// checkCutWhileStoring ends the bot after each update is stored and before the
// network can have been told.
func checkCutWhileStoring(r *rig) {
	who := r.fake.Person(1)
	want := numbered(6)
	r.stored = func() { r.cut() }
	r.start()
	r.fake.Say(who, want[0])
	for i := 1; i < len(want); i++ {
		r.await("what was said is stored", func() bool { return len(r.store.Received()) >= i })
		r.stop()
		r.fake.Say(who, want[i])
		r.launch()
	}
	r.await("the last is stored", func() bool { return len(r.store.Received()) >= len(want) })
	r.stop()
	r.stored = func() {}
	r.start()
	r.sameTexts(r.settle(len(want)), want)
}

func checkCrowd(r *rig) {
	const people = 12
	r.start()
	rows := map[restday.Address]int64{}
	for n := range people {
		who := r.fake.Person(n)
		rows[who] = r.post(question(who, "How sore? "+private, "Sore"))
	}
	r.answerWith(func(in restday.Incoming) []restday.Outgoing {
		return next(rows[in.From], "What mood? "+private, "Good")(in)
	})
	for who := range rows {
		r.tap(who, "Sore")
	}
	r.settle(len(rows))
	for who := range rows {
		r.shows(r.sees(who, "What mood? "+private)[0], "Good")
	}
}

func checkOwnEdit(r *rig) {
	editor, ok := r.fake.(Editor)
	if !ok {
		r.t.Log("left out: on this network nobody can change what they typed")
		return
	}
	r.start()
	who := r.fake.Person(1)
	r.fake.Say(who, "7h "+private)
	r.fake.Say(who, "legs good "+private)
	r.settle(2)
	editor.Edit(who, "7h "+private, "8h "+private)
	got := r.settle(3)
	typed, edit := got[0], got[2]
	if typed.Message == "" || typed.Message == got[1].Message {
		r.broken("two messages typed arrived as messages %q and %q", typed.Message, got[1].Message)
	}
	if edit.Event != restday.Edited || edit.From != who || edit.Text != "8h "+private || edit.Message != typed.Message || edit.ID == typed.ID {
		r.broken("an edit of message %q arrived as %q of message %q with id %q", typed.Message, edit.Event, edit.Message, edit.ID)
	}
}

func checkLeft(r *rig) {
	leaver, ok := r.fake.(Leaver)
	if !ok {
		r.t.Log("left out: this network does not tell when somebody leaves")
		return
	}
	r.start()
	who := r.fake.Person(1)
	r.fake.Say(who, private)
	r.settle(1)
	leaver.Leave(who)
	if in := r.settle(2)[1]; in.Event != restday.Left || in.From != who {
		r.broken("somebody who left arrived as %q from %s", in.Event, in.From)
	}
}

// numbered returns n different texts.
func numbered(n int) []string {
	texts := make([]string, n)
	for i := range texts {
		texts[i] = fmt.Sprintf("%s %d", private, i+1)
	}
	return texts
}

// acknowledge only answers the tap.
func acknowledge(in restday.Incoming) []restday.Outgoing {
	return []restday.Outgoing{{Ack: in.Ack}}
}

func (r *rig) sameTexts(got []restday.Incoming, want []string) {
	r.t.Helper()
	var texts []string
	for _, in := range got {
		texts = append(texts, in.Text)
	}
	if !slices.Equal(texts, want) {
		r.broken("arrived:\n%q\nwas said:\n%q", texts, want)
	}
}

func (r *rig) tap(who restday.Address, label string) {
	r.t.Helper()
	if err := r.fake.Tap(who, label); err != nil {
		r.broken("tap %q: %v", label, err)
	}
}
