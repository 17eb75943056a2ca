package storage

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"restday"
)

// athleteRow is an athlete, the chat that reaches them and how far it was read.
type athleteRow struct {
	ID int64
	place
	Name      words
	Language  words
	Zone      words
	PromptAt  restday.Clock
	Weekdays  restday.Weekdays
	Enrolled  bool
	Sport     words
	Pattern   words
	Team      words
	PausedTo  day
	Wake      instant
	Questions words // items, separated by spaces
	NoNudge   bool
	QuietFrom restday.Clock
	QuietTo   restday.Clock

	Restrictions words // separated by spaces, as Lacks
	Lacks        words
	Irregular    bool

	Week        words // kinds, separated by spaces
	SeasonStart day

	NoTips   bool
	NoDigest bool
	Bedtime  restday.Clock
	Evening  restday.Clock
}

func (r athleteRow) athlete() restday.Athlete {
	return restday.Athlete{
		ID:       r.ID,
		Name:     string(r.Name),
		Chat:     r.address(),
		Route:    r.Route,
		Language: string(r.Language),
		Zone:     string(r.Zone),
		PromptAt: r.PromptAt,
		Weekdays: r.Weekdays,
		Enrolled: r.Enrolled,
		Sport:    string(r.Sport),
		Pattern:  string(r.Pattern),
		Team:     string(r.Team),
		PausedTo: restday.Day(r.PausedTo),
		Wake:     r.Wake.Time,
		Preferences: restday.Preferences{
			Questions: items(string(r.Questions)),
			NoNudge:   r.NoNudge,
			Quiet:     restday.Hours{From: r.QuietFrom, To: r.QuietTo},
			NoTips:    r.NoTips,
			NoDigest:  r.NoDigest,
			Bedtime:   r.Bedtime,
			Evening:   r.Evening,
		},
		About: restday.About{
			Restrictions: list(r.Restrictions),
			Lacks:        list(r.Lacks),
			Irregular:    r.Irregular,
		},
		Season: restday.Season{Week: r.week(), Start: restday.Day(r.SeasonStart)},
	}
}

// week reads the week pattern; one that no version of the program wrote counts as
// none.
func (r athleteRow) week() restday.Week {
	w, _ := restday.ParseWeek(string(r.Week))
	return w
}

// items reads names of items, and joinItems writes them, separated by spaces.
func items(text string) (out []restday.Item) {
	for _, name := range strings.Fields(text) {
		out = append(out, restday.Item(name))
	}
	return out
}

// list reads words that stand in one column, nil for none.
func list(text words) []string {
	if text == "" {
		return nil
	}
	return strings.Fields(string(text))
}

func joinItems(items []restday.Item) string {
	names := make([]string, len(items))
	for i, item := range items {
		names[i] = string(item)
	}
	return strings.Join(names, " ")
}

// set takes over the settings of a; its id and its chats stay.
func (r *athleteRow) set(a restday.Athlete) {
	r.Name, r.Language, r.Zone = words(a.Name), words(a.Language), words(a.Zone)
	r.PromptAt, r.Weekdays, r.Enrolled = a.PromptAt, a.Weekdays, a.Enrolled
	r.Sport, r.Pattern, r.Team = words(a.Sport), words(a.Pattern), words(a.Team)
	r.PausedTo, r.Wake = day(a.PausedTo), at(a.Wake)
	r.Questions, r.NoNudge = words(joinItems(a.Questions)), a.NoNudge
	r.QuietFrom, r.QuietTo, r.Evening = a.Quiet.From, a.Quiet.To, a.Evening
	r.Restrictions, r.Lacks = words(strings.Join(a.Restrictions, " ")), words(strings.Join(a.Lacks, " "))
	r.Irregular = a.Irregular
	r.Week, r.SeasonStart = words(a.Week.String()), day(a.Start)
	r.NoTips, r.NoDigest, r.Bedtime = a.NoTips, a.NoDigest, a.Bedtime
}

const (
	athleteColumns = `platform, chat, route, name, language, zone, prompt_at, weekdays, enrolled, sport, pattern, team,
		paused_to, wake, blocked_at, blocked_why, cursor, heard_at, questions, no_nudge, quiet_from, quiet_to,
		restrictions, lacks, irregular, week, season_start, no_tips, no_digest, bedtime, evening`
	athletePlaces = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
	insertAthlete = "INSERT INTO athletes (" + athleteColumns + ") VALUES " + athletePlaces + " RETURNING id"
	updateAthlete = "UPDATE athletes SET (" + athleteColumns + ") = " + athletePlaces + " WHERE id = ?"
)

func (*athleteRow) columns() string { return athleteColumns + ", id" }
func (r *athleteRow) fields() []any {
	return []any{
		&r.Platform, &r.Chat, &r.Route, &r.Name, &r.Language, &r.Zone, &r.PromptAt, &r.Weekdays, &r.Enrolled,
		&r.Sport, &r.Pattern, &r.Team, &r.PausedTo, &r.Wake, &r.BlockedAt, &r.BlockedWhy, &r.Cursor, &r.HeardAt,
		&r.Questions, &r.NoNudge, &r.QuietFrom, &r.QuietTo, &r.Restrictions, &r.Lacks, &r.Irregular, &r.Week, &r.SeasonStart,
		&r.NoTips, &r.NoDigest, &r.Bedtime, &r.Evening, &r.ID,
	}
}

// save inserts the row, which sets its ID, or updates it.
func (r *athleteRow) save(tx *gorm.DB) (err error) {
	values := r.fields()
	if r.ID == 0 {
		r.ID, err = returning(tx, insertAthlete, values[:len(values)-1]...)
		return err
	}
	_, err = exec(tx, updateAthlete, values...)
	return err
}

// find loads the athlete whom a chat belongs to, their first or their second;
// ID 0 when there is none. It is the only place that goes from an address to an
// athlete. Inside a transaction that will write, lock keeps everybody else off
// the athlete until its end; of two that both find nobody and create the
// athlete, one is run again.
func find(tx *gorm.DB, chat restday.Address, lock bool) (athleteRow, error) {
	row, err := findAthlete(tx, lock, "platform = ? AND chat = ?", chat.Platform, chat.Chat)
	if err != nil || row.ID != 0 {
		return row, err
	}
	// The first chat is looked for once more, because the two may have changed
	// places since: one statement sees both at one instant.
	return findAthlete(tx, lock, `id IN (SELECT id FROM athletes WHERE platform = ? AND chat = ?
		UNION ALL SELECT athlete_id FROM chats WHERE platform = ? AND chat = ?)`, chat.Platform, chat.Chat, chat.Platform, chat.Chat)
}

// findAthlete loads the athlete whom the condition names; ID 0 when there is none.
func findAthlete(tx *gorm.DB, lock bool, where string, args ...any) (athleteRow, error) {
	if lock && isPostgres(tx) { // SQLite has one writer
		where += " FOR UPDATE"
	}
	rows, err := load[athleteRow](tx, "athletes WHERE "+where, args...)
	if err != nil || len(rows) == 0 {
		return athleteRow{}, err
	}
	return rows[0], nil
}

// stateRow is where an athlete's conversation stands.
type stateRow struct {
	AthleteID int64 `gorm:"primaryKey;autoIncrement:false"`
	Open      string
	Day       day
	Finished  bool
	Prompted  day
	Nudged    day
	Card      int64
	Asked     instant
	Again     bool
	Misses    int
	LeftOpen  string // items, separated by spaces
	Snoozed   instant
	Silent    int
	Odd       int
	Placed    day
	Follows   string // items, separated by spaces
	Offered   day
	Helped    day
	Undos     words
	Tips      words
	Bedded    day
	Digested  day
	Evening   day
	Pending   words
	CardOn    string `gorm:"-"` // read from the card's row
}

// TableName names the table to gorm.
func (stateRow) TableName() string { return "conversations" }

const (
	stateColumns = "open, day, finished, prompted, nudged, card, asked, again, misses, left_open, snoozed, silent, odd, placed, follows, offered, helped, undos, tips, bedded, digested, evening, pending"
	updateState  = "UPDATE conversations SET (" + stateColumns + ") = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE athlete_id = ?"
)

func (*stateRow) columns() string {
	return stateColumns + ", athlete_id, COALESCE((SELECT platform FROM outbox WHERE outbox.id = card), '')"
}
func (r *stateRow) fields() []any { return append(r.stored(), &r.CardOn) }
func (r *stateRow) stored() []any {
	return []any{
		&r.Open, &r.Day, &r.Finished, &r.Prompted, &r.Nudged, &r.Card, &r.Asked, &r.Again, &r.Misses, &r.LeftOpen,
		&r.Snoozed, &r.Silent, &r.Odd, &r.Placed, &r.Follows, &r.Offered, &r.Helped, &r.Undos, &r.Tips, &r.Bedded, &r.Digested, &r.Evening, &r.Pending, &r.AthleteID,
	}
}

func (r stateRow) state() restday.State {
	return restday.State{
		Open: r.Open, Day: restday.Day(r.Day), Finished: r.Finished,
		Prompted: restday.Day(r.Prompted), Nudged: restday.Day(r.Nudged),
		Card: r.Card, CardOn: r.CardOn, Asked: r.Asked.Time, Again: r.Again, Misses: r.Misses, Left: items(r.LeftOpen),
		Snoozed: r.Snoozed.Time, Silent: r.Silent, Odd: r.Odd, Placed: restday.Day(r.Placed),
		Follows: items(r.Follows), Offered: restday.Day(r.Offered), Helped: restday.Day(r.Helped),
		Undos: readUndos(r.Undos), Told: readTold(r.Tips), Bedded: restday.Day(r.Bedded), Digested: restday.Day(r.Digested),
		Evening: restday.Day(r.Evening), Pending: string(r.Pending),
	}
}

func stateOf(athlete int64, s restday.State) stateRow {
	return stateRow{
		AthleteID: athlete, Open: s.Open, Day: day(s.Day), Finished: s.Finished,
		Prompted: day(s.Prompted), Nudged: day(s.Nudged),
		Card: s.Card, Asked: at(s.Asked), Again: s.Again, Misses: s.Misses, LeftOpen: joinItems(s.Left),
		Snoozed: at(s.Snoozed), Silent: s.Silent, Odd: s.Odd, Placed: day(s.Placed),
		Follows: joinItems(s.Follows), Offered: day(s.Offered), Helped: day(s.Helped),
		Undos: undosOf(s.Undos), Tips: toldOf(s.Told), Bedded: day(s.Bedded), Digested: day(s.Digested),
		Evening: day(s.Evening), Pending: words(s.Pending),
	}
}

func loadState(tx *gorm.DB, athlete int64) (restday.State, error) {
	rows, err := load[stateRow](tx, "conversations WHERE athlete_id = ?", athlete)
	if err != nil || len(rows) == 0 {
		return restday.State{}, err
	}
	return rows[0].state(), nil
}

// save stores the row over what was there.
func (r *stateRow) save(tx *gorm.DB) error {
	n, err := exec(tx, updateState, r.stored()...)
	if err == nil && n == 0 {
		err = tx.Create(r).Error
	}
	if err != nil {
		return fmt.Errorf("save state: %w", err)
	}
	return nil
}

// Due returns up to limit athletes whose Wake has come and who can be reached,
// those who have waited longest first.
func (s *Store) Due(ctx context.Context, now time.Time, limit int) ([]restday.Athlete, error) {
	// PostgreSQL plans better for a limit that it can see.
	from := fmt.Sprintf("athletes WHERE wake <= ? AND wake IS NOT NULL AND blocked_at IS NULL ORDER BY wake, id LIMIT %d", limit)
	rows, err := load[athleteRow](s.read.WithContext(ctx), from, at(now))
	return athletes(rows), err
}

func athletes(rows []athleteRow) []restday.Athlete {
	out := make([]restday.Athlete, len(rows))
	for i, r := range rows {
		out[i] = r.athlete()
	}
	return out
}
