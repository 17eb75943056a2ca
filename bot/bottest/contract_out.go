package bottest

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"restday"
)

const (
	readable   = "A message shows exactly the words it was given, whatever characters they hold."
	oneMessage = "A check-in is one message, edited in place."
)

func outgoingCases() []contractCase {
	return []contractCase{
		{"reply", "Whoever writes gets an answer.", checkReply},
		{"edit", oneMessage, checkEdit},
		{"edit without a tap", oneMessage, checkEditWithoutTap},
		{"edit after restart", oneMessage, checkEditAfterRestart},
		{"edit of an old message", "Whoever taps an old message sees it change, even where its row is forgotten.", checkEditWithoutRow},
		{"edit that changes nothing", noSpinning, checkSameEdit},
		{"edit of nothing", "A message that is gone is written anew.", checkEditOfNothing},
		{"strip", oneMessage, checkStrip},
		{"notice", noSpinning, checkNotice},
		{"two answers to a tap", noSpinning, checkTwoAnswers},
		{"any words", readable, checkAnyWords},
		{"any label", readable, checkAnyLabel},
		{"long", "A message that is too long for the network still arrives.", checkLong},
		{"file", "What was told to the bot can be taken along.", checkFile},
		{"check", "`restday check` names the bot and sends nothing.", checkCheck},
		{"refused token", "A refused token is told to the operator, and the token is not.", checkRefusedToken},
		{"limits", "Network time never caps the rate.", checkLimits},
	}
}

func checkReply(r *rig) {
	r.start()
	who := r.fake.Person(1)
	r.answerWith(func(in restday.Incoming) []restday.Outgoing {
		return []restday.Outgoing{{Text: said("You said: " + in.Text), Ack: in.Ack}}
	})
	r.fake.Say(who, private)
	r.settle(1)
	r.sees(who, "You said: "+private)
}

// next returns an answer that turns the tapped message into the next question.
func next(row int64, text string, labels ...string) func(restday.Incoming) []restday.Outgoing {
	return func(in restday.Incoming) []restday.Outgoing {
		out := question(in.From, text, labels...)
		out.Edits, out.Target, out.Ack = row, in.Message, in.Ack
		return []restday.Outgoing{out}
	}
}

func checkFile(r *rig) {
	r.start()
	who := r.fake.Person(1)
	file := &restday.File{Name: "everything.zip", Data: []byte("PK " + private)}
	if err := r.send(r.t.Context(), restday.Outgoing{To: who, Text: said("All of it: " + private), File: file}); err != nil {
		r.broken("a file was not sent: %v", err)
	}
	chat := r.sees(who, "All of it: "+private)
	if got := chat[0].File; got == nil || got.Name != file.Name || !bytes.Equal(got.Data, file.Data) {
		r.broken("the file that arrives is %v", got)
	}
}

func checkEdit(r *rig) {
	r.start()
	who := r.fake.Person(1)
	row := r.post(question(who, "How sore? "+private, "Sore", "Normal"))
	r.answerWith(next(row, "What mood? "+private, "Low", "Good"))
	r.tap(who, "Sore")
	r.settle(1)
	r.answerWith(next(row, "All said. "+private))
	r.tap(who, "Good")
	r.settle(2)
	chat := r.sees(who, "All said. "+private)
	if len(chat[0].Buttons) > 0 || !chat[0].Edited {
		r.broken("the message shows %v, edited: %t", chat[0].Buttons, chat[0].Edited)
	}
}

func checkEditWithoutTap(r *rig) {
	r.start()
	who := r.fake.Person(1)
	row := r.post(question(who, "How sore? "+private, "Sore"))
	r.post(restday.Outgoing{To: who, Text: said("Something else " + private)})
	edit := question(who, "What mood? "+private, "Good")
	edit.Edits = row
	r.post(edit)
	chat := r.sees(who, "What mood? "+private, "Something else "+private)
	r.shows(chat[0], "Good")
}

func checkEditAfterRestart(r *rig) {
	r.start()
	who := r.fake.Person(1)
	row := r.post(question(who, "How sore? "+private, "Sore"))
	r.stop()
	r.start()
	r.answerWith(next(row, "What mood? "+private, "Good"))
	r.tap(who, "Sore")
	r.settle(1)
	r.shows(r.sees(who, "What mood? "+private)[0], "Good")
}

func checkEditWithoutRow(r *rig) {
	r.start()
	who := r.fake.Person(1)
	r.post(question(who, "Yesterday "+private, "Sore"))
	r.post(question(who, "Today "+private, "Good"))
	r.answerWith(next(restday.NoRow, "Thursday "+private, "Change"))
	r.tap(who, "Sore")
	r.settle(1)
	chat := r.sees(who, "Thursday "+private, "Today "+private)
	r.shows(chat[0], "Change")
	r.shows(chat[1], "Good")
}

func checkSameEdit(r *rig) {
	r.start()
	who := r.fake.Person(1)
	row := r.post(question(who, "How sore? "+private, "Sore"))
	r.answerWith(next(row, "How sore? "+private, "Sore"))
	for n := range 2 {
		r.tap(who, "Sore")
		r.settle(n + 1)
	}
	r.shows(r.sees(who, "How sore? "+private)[0], "Sore")
}

func checkEditOfNothing(r *rig) {
	r.start()
	who := r.fake.Person(1)
	// A row that never became a message, as when it was dropped.
	lost := r.store.Queue(restday.Outgoing{To: who, Text: said("Lost " + private)})[0]
	edit := question(who, "What mood? "+private, "Good")
	edit.Edits = lost.ID
	r.post(edit)
	r.shows(r.sees(who, "What mood? "+private)[0], "Good")
}

func checkStrip(r *rig) {
	r.start()
	who := r.fake.Person(1)
	row := r.post(question(who, "How sore? "+private, "Sore"))
	r.post(restday.Outgoing{To: who, Edits: row, Strip: true})
	if chat := r.sees(who, "How sore? "+private); len(chat[0].Buttons) > 0 {
		r.broken("the message still shows %v", chat[0].Buttons)
	}
}

func checkNotice(r *rig) {
	r.start()
	who := r.fake.Person(1)
	r.post(question(who, "How sore? "+private, "Sore"))
	r.answerWith(func(in restday.Incoming) []restday.Outgoing {
		return []restday.Outgoing{{Ack: in.Ack, Notice: "Already noted " + private}}
	})
	r.tap(who, "Sore")
	r.settle(1)
}

func checkTwoAnswers(r *rig) {
	r.start()
	who := r.fake.Person(1)
	row := r.post(question(who, "What mood? "+private, "Good"))
	r.answerWith(func(in restday.Incoming) []restday.Outgoing {
		return append(next(row, "All said. "+private)(in), restday.Outgoing{Text: said("Easy day " + private)})
	})
	r.tap(who, "Good")
	r.settle(1)
	r.sees(who, "All said. "+private, "Easy day "+private)
}

func checkAnyWords(r *rig) {
	r.start()
	want := map[restday.Address][]string{}
	for i, text := range odd {
		who := r.fake.Person(i + 1) // another person each time: one chat takes only so much a second
		r.post(restday.Outgoing{To: who, Text: restday.Text{{Text: text, Bold: i%2 == 0}, {Text: "\nend"}}})
		want[who] = append(want[who], text+"\nend")
	}
	for who, texts := range want {
		r.sees(who, texts...)
	}
}

func checkAnyLabel(r *rig) {
	r.start()
	who := r.fake.Person(1)
	labels := []string{"<b>_*", "`a` ||b||", "💪🏽 Ελλ", "&lt;"}
	i := r.at(who, question(who, "Which? "+private, labels...))
	r.shows(r.fake.Chat(who)[i], labels...)
}

// at posts a message and returns its place in the chat.
func (r *rig) at(who restday.Address, out restday.Outgoing) int {
	r.t.Helper()
	before := len(r.fake.Chat(who))
	r.post(out)
	if n := len(r.fake.Chat(who)); n != before+1 {
		r.broken("one message became %d", n-before)
	}
	return before
}

func checkLong(r *rig) {
	r.start()
	who := r.fake.Person(1)
	for _, word := range []string{private + " ", "💪🏽"} {
		before := len(r.fake.Chat(who))
		r.post(restday.Outgoing{To: who, Text: said(strings.Repeat(word, 6000/len(word)))})
		chat := r.fake.Chat(who)[before:]
		if len(chat) == 0 || !strings.HasPrefix(chat[0].Text, strings.Repeat(word, 100)) {
			r.broken("a long message became %d messages", len(chat))
		}
	}
}

func checkCheck(r *rig) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	name, err := r.fake.Platform(r.t).Check(ctx)
	if err != nil || name == "" {
		r.broken("Check returned %q, %v", name, err)
	}
}

func checkRefusedToken(r *rig) {
	revoker, ok := r.fake.(Revoker)
	if !ok {
		r.t.Log("left out: this network knows the bot by no token")
		return
	}
	revoker.Revoke()
	p := r.fake.Platform(r.t)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	_, err := p.Check(ctx)
	if err == nil {
		r.broken("Check is content with a refused token")
	}
	r.mustNotTell("Check's error", err.Error())
	err = p.Run(ctx, ignore{r.store})
	if err == nil || ctx.Err() != nil {
		r.broken("Run with a refused token returned %v; it must tell the operator", err)
	}
	r.mustNotTell("Run's error", err.Error())
}

// ignore is an Inbox for a bot that will hear nothing.
type ignore struct{ *Memory }

// Put implements bot.Inbox.
func (i ignore) Put(ctx context.Context, updates []restday.Incoming) error {
	_, err := i.Memory.Put(ctx, updates)
	return err
}

func checkLimits(r *rig) {
	const networkTime = 250 * time.Millisecond
	l := r.fake.Platform(r.t).Limits()
	if l.PerSecond <= 0 || l.Burst < 1 || l.ChatPerSecond <= 0 || l.ChatBurst < 1 || l.Timeout <= 0 {
		r.broken("limits are missing: %+v", l)
	}
	if float64(l.InFlight) < l.PerSecond*networkTime.Seconds() {
		r.broken("%d requests at a time cannot make %.0f a second when each takes %s", l.InFlight, l.PerSecond, networkTime)
	}
}

// said is plain text.
func said(text string) restday.Text { return restday.Text{{Text: text}} }

// question is a message with one row of choices.
func question(who restday.Address, text string, labels ...string) restday.Outgoing {
	out := restday.Outgoing{To: who, Text: said(text)}
	var row []restday.Choice
	for _, label := range labels {
		row = append(row, restday.Choice{Label: label, Data: dataOf(label)})
	}
	if len(row) > 0 {
		out.Choices = [][]restday.Choice{row}
	}
	return out
}

// dataOf is what comes back when a label is tapped: ASCII whatever the label is.
func dataOf(label string) string { return fmt.Sprintf("%s:%x", private, label) }

func (r *rig) messageOf(row int64) string {
	message, _ := r.store.MessageOf(context.Background(), row) // memory does not fail
	return message
}

// sees checks what a person reads, and returns it.
func (r *rig) sees(who restday.Address, want ...string) []Message {
	r.t.Helper()
	chat := r.fake.Chat(who)
	var texts []string
	for _, m := range chat {
		texts = append(texts, m.Text)
	}
	if !slices.Equal(texts, want) {
		r.broken("the person sees:\n%q\nand should see:\n%q", texts, want)
	}
	return chat
}

// shows checks the buttons under a message, in whatever rows.
func (r *rig) shows(m Message, want ...string) {
	r.t.Helper()
	if got := slices.Concat(m.Buttons...); !slices.Equal(got, want) {
		r.broken("the message shows the buttons %q and should show %q", got, want)
	}
}
