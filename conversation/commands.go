package conversation

import (
	"slices"
	"strings"
	"time"

	"restday"
)

// Command is one that athletes can type, for the menus of the platforms.
type Command struct {
	Name, Description string
	Args              string   // what may follow the name; "" nothing
	Options           []Option // what may follow it, each under a name of its own
}

var menu = []string{"checkin", "today", "week", "log", "move", "swap", "skip", "why", "whatif", "race", "journal", "trend", "pause", "resume", "settings", "language", "team", "squad", "deload", "link", "mydata", "forget", "help", "start"}

// Commands lists what the menus offer, in a language.
func (f *Flow) Commands(language string) []Command {
	say := f.book.Speaker(language)
	out := make([]Command, len(menu))
	for i, name := range menu {
		out[i] = Command{Name: name, Description: say.Say("command." + name)}
		if args := "command." + name + "_args"; f.book.Has(args) {
			out[i].Args = say.Say(args)
		}
		if name == "checkin" {
			out[i].Options = f.checkInOptions(say)
		}
	}
	return out
}

// command runs a command typed or tapped: its name, and its arguments if any.
func (t *turn) command(words []string) error {
	name, args := words[0], strings.Join(words[1:], " ")
	slash := strings.HasPrefix(t.in.Text, "/")
	switch {
	case name == "checkin" && args != "":
		return t.checkInWith(args)
	case name == "checkin":
		return t.startCheckIn()
	case name == "skip" && args == "today" && !slash, name == "later" && args == "tomorrow":
		return t.skipToday()
	case name == "skip" && args == "" && !slash:
		return t.skip()
	case name == "cancel":
		return t.cancel()
	case name == "change":
		return t.wantChange()
	case name == "team":
		if err := t.team(args); err != nil {
			return err
		}
		if !t.settingsOpen() {
			t.again()
		}
		return nil
	case name == "start" && args != "":
		if is, err := t.startInvited(args); is || err != nil {
			return err
		}
		t.settingsWith(name, args)
		return nil
	case name == "start" || name == "settings":
		t.settingsWith(name, args)
		return nil
	case name == restday.ChangedSick:
		if asked, err := t.beAway(name, args); asked || err != nil {
			return err
		}
		t.again()
		return nil
	case name == "later":
		t.later()
		return nil
	case name == "forget":
		t.offerForget()
		return nil
	case name == "language":
		t.language(args)
		return nil
	case name == "link":
		return t.link(args)
	case name == "unlink":
		return t.unlink()
	}
	if err := t.sideQuestion(name, args); err != nil {
		return err
	}
	if name == "pause" && t.in.Event == restday.Tapped && len(t.answers) == 0 {
		return nil // who taps for quiet is not asked again at once; the question stays open
	}
	t.again()
	return nil
}

// sideQuestion answers what leaves the check-in as it is.
func (t *turn) sideQuestion(name, args string) error {
	switch name {
	case "today":
		return t.tellToday()
	case "why":
		return t.why(args)
	case "options":
		return t.tellOptions(t.dayIn(args))
	case "journal":
		return t.journal(args)
	case "ideas":
		return t.tellIdeas()
	case "idea":
		return t.tellIdea(args)
	case "week":
		return t.week(args)
	case "ahead":
		return t.tellAhead(args)
	case "race":
		return t.race(args)
	case "move", "swap":
		return t.movePlanned(name, args)
	case "skip":
		return t.skipSession(args)
	case "log":
		return t.logCommand(args)
	case restday.ChangedTravel:
		_, err := t.beAway(name, args)
		return err
	case "undo":
		return t.undo(args)
	case "keep":
		return t.keepPlan(t.dayIn(args))
	case "advice":
		return t.takeAdvice(t.dayIn(args))
	case "harder":
		return t.refuseHarder()
	case "whatif":
		return t.whatIf(args)
	case "trend":
		return t.tellTrend()
	case "deload":
		return t.tellDeload()
	case "squad":
		return t.squad(args)
	case "pause":
		t.pause(args)
	case "resume":
		if t.athlete.PausedTo > t.today() || t.question().Key == "" { // else "go on" is said of the open question
			t.comeBack()
		}
	case "repeat":
		if t.question().Key == "" && t.open() != changing {
			t.tell(t.say.Say("checkin.nothing_open"))
		}
		t.otherWords = args != ""
	case "thanks":
		t.thank()
	case "quiet":
		t.tell(t.say.Say("help.quiet"))
	case "mydata":
		t.tell(t.say.Say("mydata.comes")) // the file cannot answer a command itself
		t.queue(restday.Outgoing{Text: plain(t.say.Say("mydata.here")), MyData: true})
	case "help", "about":
		t.tellHelp()
	default:
		t.tell(t.say.Say("help.unknown", "command", tidy(name, 30)))
	}
	return nil
}

// dayIn is the day a button carries, else today.
func (t *turn) dayIn(args string) restday.Day {
	if day, err := restday.ParseDay(args); err == nil {
		return day
	}
	return t.today()
}

// again shows the open question below the answer to a side question.
func (t *turn) again() {
	t.fresh = true
	switch {
	case t.stale(): // yesterday's question is no longer asked
	case t.question().Key != "" && t.otherWords:
		t.askIn(t.question().asksAgain(t.say))
	case t.question().Key != "":
		t.ask()
	case t.open() == changing:
		t.offerChange()
	}
}

// startCheckIn begins today's check-in, or goes on with it.
func (t *turn) startCheckIn() error {
	if err := t.begin(t.today()); err != nil {
		return err
	}
	if t.state.Finished {
		text := t.say.Say("checkin.empty")
		if line := t.line(); line != "" {
			text = t.say.Say("checkin.is_done", "line", line)
		}
		t.tell(text, []restday.Choice{
			{Label: t.say.Say("checkin.change"), Data: "do:change"}, {Label: t.say.Say("answer.why"), Data: "do:why:" + t.state.Day.String()}})
		t.again() // what was being changed
		return nil
	}
	if t.question().Key == "" && len(t.answers) == 0 {
		t.state.Open = string(t.next(""))
		t.show(restday.Outgoing{Text: plain(t.greeting())})
		return nil
	}
	return t.resume()
}

// greeting is the first question of the day in a sentence of its own.
func (t *turn) greeting() string {
	key := "greeting.day"
	if hour := t.local().Hour(); hour >= 3 && hour < 12 {
		key = "greeting.morning"
	}
	return t.say.Say(key, "name", t.athlete.Name, "ask", t.question().asks(t.say))
}

// skip leaves the open question without an answer.
func (t *turn) skip() error {
	q := t.question()
	if q.Key == "" {
		t.tell(t.say.Say("checkin.skip_which"))
		t.again()
		return nil
	}
	t.leave()
	if next := t.follow(q.Then, t.answered); next != "" {
		t.enter(string(next))
		t.ask()
		return nil
	}
	return t.goOn(q)
}

// skipToday closes today's check-in with what it has, before or after the prompt.
func (t *turn) skipToday() error {
	if err := t.begin(t.today()); err != nil {
		return err
	}
	if t.state.Finished {
		t.tell(t.say.Say("checkin.skip_which"))
		t.again()
		return nil
	}
	t.state.Prompted = max(t.state.Prompted, t.today())
	line := t.line()
	if line == "" {
		t.tell(t.say.Say("checkin.skipped_empty"))
	} else {
		t.tell(t.say.Say("checkin.skipped", "line", line))
	}
	return t.stop()
}

// cancel ends the check-in and keeps what was answered.
func (t *turn) cancel() error {
	open := t.state.Open
	switch line := t.line(); {
	case open == "":
		t.tell(t.say.Say("checkin.nothing_to_stop"))
		return nil
	case t.state.Finished && t.untold(open):
		return t.finish()
	case t.state.Finished:
		t.state.Open = ""
		t.summarise(Question{})
		t.tell(t.say.Say("checkin.unchanged"))
		return nil
	case line == "":
		t.tell(t.say.Say("checkin.cancelled_empty"))
	default:
		t.tell(t.say.Say("checkin.cancelled", "line", line))
	}
	return t.stop()
}

// stop closes the open question and its card. What was said of symptoms or pain
// gets its answer all the same.
func (t *turn) stop() error {
	t.strip(t.state.Card)
	t.state.Open, t.state.Card, t.state.Snoozed = "", 0, time.Time{}
	if t.answered(restday.Symptoms) || t.checkIn().Pain != nil {
		return t.decide()
	}
	return nil
}

// untold tells whether a follow-up was left in which answers may be stored
// whose decision the athlete has not been told.
func (t *turn) untold(open string) bool {
	q := t.questions.byKey[restday.Item(open[strings.LastIndex(open, "/")+1:])]
	return q.isPain() || q.Kind == kindSeveral
}

func (t *turn) wantChange() error {
	if t.state.Day != t.today() || len(t.answers) == 0 && !t.state.Finished {
		return t.startCheckIn()
	}
	t.fresh = true
	t.offerChange()
	return nil
}

func (t *turn) tellHelp() {
	lines := []string{t.say.Say("help.text"), ""}
	for _, name := range slices.DeleteFunc(slices.Clone(menu), func(n string) bool { return n == "start" }) {
		lines = append(lines, "/"+name+"  "+t.say.Say("command."+name))
	}
	lines = append(lines, "", t.say.Say("file.help"), "", t.say.Say("start.about"))
	t.tell(strings.Join(lines, "\n"))
}
