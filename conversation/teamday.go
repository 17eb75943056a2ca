package conversation

import (
	"strconv"
	"strings"
	"time"

	"restday"
	"restday/lang"
	"restday/team"
)

const (
	eveAt      = restday.Clock(18 * 60) // a lighter week is announced then, the day before
	latestEve  = restday.Clock(21 * 60) // later than this the evening is left alone
	latestMore = 3 * time.Hour          // a team's morning that is later is not told any more
)

// Team decides one turn of a team: what its coaches, its athletes and its channel
// hear now, and when it must be looked at again. It is pure, as Next is.
func (f *Flow) Team(d restday.TeamDay, now time.Time) (restday.TeamChange, error) {
	t := &teamTurn{Flow: f, d: d, now: now, team: d.Squad.Team}
	t.zone = f.zones.of(restday.Athlete{Zone: t.team.Zone})
	t.today = restday.DayOf(now.In(t.zone))
	if len(t.coaches()) == 0 {
		t.end()
		return t.change, nil
	}
	t.tellNews()
	if err := t.morning(); err != nil {
		return restday.TeamChange{}, err
	}
	if err := t.deload(); err != nil {
		return restday.TeamChange{}, err
	}
	t.team.Wake = t.nextWake()
	t.change.Team = t.team
	return t.change, nil
}

// teamTurn is one turn of a team being decided.
type teamTurn struct {
	*Flow
	d      restday.TeamDay
	now    time.Time
	zone   *time.Location
	today  restday.Day
	team   restday.Team
	change restday.TeamChange
}

func (t *teamTurn) coaches() (out []restday.Seen) {
	for _, m := range t.d.Squad.Members {
		if m.Coach {
			out = append(out, m)
		}
	}
	return out
}

// key names a message of this team, so that it is never queued twice.
func (t *teamTurn) key(what string, to int64) string {
	return strings.Join([]string{"team", strconv.FormatInt(t.team.ID, 10), what, strconv.FormatInt(to, 10)}, ":")
}

// stamp names what a change of state in this turn has said: it happens once, but may
// happen again.
func (t *teamTurn) stamp() string { return strconv.FormatInt(t.now.Unix(), 10) }

// tell queues a message to one person.
func (t *teamTurn) tell(to int64, what, words string, rows ...[]restday.Choice) {
	t.change.Outgoing = append(t.change.Outgoing, restday.Outgoing{
		For: to, Class: restday.Bulk, Key: t.key(what, to), Text: plain(words), Choices: rows,
	})
}

// tellCoaches queues a message to each coach in their language.
func (t *teamTurn) tellCoaches(what string, words func(lang.Speaker) (string, [][]restday.Choice)) {
	for _, c := range t.coaches() {
		text, rows := words(t.book.Speaker(c.Language))
		t.tell(c.ID, what, text, rows...)
	}
}

// post queues a notice to the channel. It is the only way there.
func (t *teamTurn) post(what string, n team.Notice, rows ...[]restday.Choice) {
	if t.team.Channel == (restday.Address{}) {
		return
	}
	t.change.Outgoing = append(t.change.Outgoing, restday.Outgoing{
		To: t.team.Channel, Class: restday.Bulk, Key: t.key(what, 0), Text: plain(noticeWords(t.book.Speaker(t.team.Language), n)), Choices: rows,
	})
}

// end closes a team that nobody coaches any more.
func (t *teamTurn) end() {
	t.change.End = true
	for _, m := range t.d.Squad.Members {
		t.tell(m.ID, "end", t.book.Speaker(m.Language).Say("team.ended", "team", t.team.Name))
	}
}

// tellNews tells coaches of what became of the team since its last turn.
func (t *teamTurn) tellNews() {
	n, stamp := len(t.coaches()), t.stamp()
	if n < t.team.Coaches {
		t.tellCoaches("coaches:"+stamp, func(say lang.Speaker) (string, [][]restday.Choice) {
			return say.Say("team.coach_left", "team", t.team.Name), nil
		})
	}
	t.team.Coaches = n
	if t.team.Lost {
		t.tellCoaches("lost:"+stamp, func(say lang.Speaker) (string, [][]restday.Choice) {
			return say.Say("team.channel_lost", "team", t.team.Name), nil
		})
	}
	t.team.Lost = false
}

// morning sends coaches their list and the channel its line, once a day.
func (t *teamTurn) morning() error {
	due := t.team.MorningAt.On(t.today, t.zone)
	if t.team.Told >= t.today || due.After(t.now) {
		return nil
	}
	t.team.Told = t.today
	if t.now.Sub(due) > latestMore || len(t.d.Squad.Trains()) == 0 {
		return nil
	}
	day := t.today.String()
	t.tellCoaches("morning:"+day, func(say lang.Speaker) (string, [][]restday.Choice) { return t.squadList(say, t.d.Squad, t.today) })
	if t.team.Channel == (restday.Address{}) {
		return nil
	}
	return t.channelMorning(day)
}

// channelMorning says in the channel how many checked in, what the team has planned,
// and on Mondays how the last week was.
func (t *teamTurn) channelMorning(day string) error {
	n, of := team.Sort(t.d.Squad.Members).Answered()
	begin := restday.Choice{Label: t.book.Speaker(t.team.Language).Say("channel.begin"), Data: beginInChannel}
	t.post("line:"+day, team.Checked(n, of), []restday.Choice{begin})
	planned, err := t.d.Plan(t.today, t.today)
	if err != nil {
		return err
	}
	for _, p := range planned {
		t.post("plan:"+day, team.Today(p))
	}
	if t.today.Weekday() != time.Monday {
		return nil
	}
	mornings, err := t.d.Mornings(t.today-7, t.today-1)
	if err != nil {
		return err
	}
	if picture, ok := team.PictureOf(mornings); ok {
		t.post("week:"+day, team.Week(picture))
	}
	return nil
}

// beginInChannel is the data of the button under which everybody begins their own
// check-in, in private.
const beginInChannel = "channel:checkin"

// nextWake is when the team must be looked at again.
func (t *teamTurn) nextWake() time.Time {
	day := max(t.team.Told+1, t.today)
	next := t.team.MorningAt.On(day, t.zone)
	d := t.team.Deload
	if eve := eveAt.On(d.First-1, t.zone); d.State == restday.DeloadAgreed && d.Told == "" && eve.After(t.now) && eve.Before(next) {
		next = eve
	}
	return next
}
