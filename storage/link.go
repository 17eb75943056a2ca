package storage

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"restday"
)

// keepTries is how long a wrong code counts.
const keepTries = time.Hour

// hashed is all that is stored of a code.
func hashed(code string) string {
	sum := sha256.Sum256([]byte(code))
	return hex.EncodeToString(sum[:])
}

// waits is the offer whose code was typed in a chat and that waits there for a yes.
const waits = "SELECT athlete_id FROM links WHERE platform = ? AND chat = ? AND until > ?"

// links reads what a turn may know about joining chats. The athlete's row has
// ID 0 for somebody who is not stored.
func links(tx *gorm.DB, row athleteRow, here restday.Address, now time.Time, code string) (l restday.Links, err error) {
	other, err := elsewhere(tx, row, here)
	if err != nil {
		return l, err
	}
	l.Other, l.Closed = other.address(), other.blocked()
	if l.Wrong, err = wrongCodes(tx, row.ID, now); err != nil {
		return l, err
	}
	where, args := "id IN ("+waits+")", []any{here.Platform, here.Chat, at(now)}
	if code != "" {
		where, args = "id IN (SELECT athlete_id FROM links WHERE code = ? AND until > ?)", []any{hashed(code), at(now)}
	}
	host, err := findAthlete(tx, false, where, args...)
	if err != nil || host.ID == 0 {
		return l, err
	}
	l.Offer, err = offer(tx, host, row)
	return l, err
}

// wrongCodes counts those that an athlete typed of late.
func wrongCodes(tx *gorm.DB, athlete int64, now time.Time) (int, error) {
	n, err := returning(tx, "SELECT COUNT(*) FROM link_tries WHERE athlete_id = ? AND tried_at > ?", athlete, at(now.Add(-keepTries)))
	if err != nil {
		return 0, fmt.Errorf("count wrong codes: %w", err)
	}
	return int(n), nil
}

// offer is what guest is offered by host.
func offer(tx *gorm.DB, host, guest athleteRow) (restday.Offer, error) {
	other, err := second(tx, host.ID)
	if err != nil {
		return restday.Offer{}, err
	}
	n, err := returning(tx, "SELECT COUNT(DISTINCT day) FROM answers WHERE athlete_id = ?", guest.ID)
	if err != nil {
		return restday.Offer{}, fmt.Errorf("count check-ins: %w", err)
	}
	return restday.Offer{From: host.address(), Language: string(host.Language), Own: host.ID == guest.ID, Taken: other.AthleteID != 0, CheckIns: int(n)}, nil
}

// elsewhere is the athlete's chat that is not here; the zero place when there is none.
func elsewhere(tx *gorm.DB, row athleteRow, here restday.Address) (place, error) {
	if row.ID != 0 && row.address() != here {
		return row.place, nil
	}
	other, err := second(tx, row.ID)
	return other.place, err
}

// link takes one step of joining chats or of taking them apart, and returns the
// messages that go to another chat because of it.
func (t *turn) link(l restday.Linking) ([]restday.Outgoing, error) {
	var err error
	switch {
	case l.Make != "":
		err = t.makeCode(l)
	case l.Enter != "":
		err = t.enterCode(l)
	case l.Wrong:
		_, err = exec(t.tx, "INSERT INTO link_tries (athlete_id, tried_at) VALUES (?, ?)", t.row.ID, at(t.now))
	case l.Swap || l.Off != restday.Address{}:
		return t.rearrange(l)
	}
	if err != nil {
		return nil, fmt.Errorf("link: %w", err)
	}
	return nil, nil
}

func (t *turn) makeCode(l restday.Linking) error {
	_, err := exec(t.tx, `INSERT INTO links (athlete_id, code, platform, chat, until) VALUES (?, ?, '', '', ?)
		ON CONFLICT (athlete_id) DO UPDATE SET (code, platform, chat, until) =
		(excluded.code, excluded.platform, excluded.chat, excluded.until)`, t.row.ID, hashed(l.Make), at(l.Until))
	return err
}

// enterCode uses a code up; one offer at a time waits in a chat.
func (t *turn) enterCode(l restday.Linking) error {
	from := t.in.From
	if _, err := exec(t.tx, "DELETE FROM links WHERE platform = ? AND chat = ?", from.Platform, from.Chat); err != nil {
		return err
	}
	_, err := exec(t.tx, "UPDATE links SET code = '', platform = ?, chat = ?, until = ? WHERE code = ?",
		from.Platform, from.Chat, at(l.Until), hashed(l.Enter))
	return err
}

// rearrange makes the second chat the first, or takes a chat off.
func (t *turn) rearrange(l restday.Linking) ([]restday.Outgoing, error) {
	other, err := second(t.tx, t.row.ID)
	if err != nil || other.AthleteID == 0 {
		return nil, err
	}
	if l.Swap || t.row.address() == l.Off {
		if err := swap(t.tx, &t.row, &other); err != nil {
			return nil, err
		}
	}
	if l.Swap {
		return nil, nil
	}
	if _, err := exec(t.tx, "DELETE FROM chats WHERE athlete_id = ?", t.row.ID); err != nil {
		return nil, fmt.Errorf("take a chat off: %w", err)
	}
	return move(t.tx, l.Off, t.row.place)
}

// join makes the chat of the event the second chat of the athlete who offered,
// with everything that was recorded there.
func (t *turn) join(c restday.Change) ([]restday.Outgoing, error) {
	from := t.in.From
	host, err := findAthlete(t.tx, true, "id = ("+waits+")", from.Platform, from.Chat, at(t.now))
	if err != nil {
		return nil, err
	}
	if err := t.mayJoin(host); err != nil {
		return nil, err
	}
	state, err := loadState(t.tx, host.ID)
	if err != nil {
		return nil, err
	}
	gained, err := t.moveIn(host, state.Day)
	if err != nil {
		return nil, fmt.Errorf("join: %w", err)
	}
	guest := t.state
	if c.State != nil {
		guest = *c.State
	}
	out, err := t.queue(c.Outgoing)
	if err != nil {
		return nil, err
	}
	t.state = state
	both := merged(state, guest)
	if gained && both.Day == state.Day {
		both.Open, both.Finished = c.Link.Open, false
	}
	return out, t.saveState(&both, 0)
}

// answersOf counts what an athlete answered on a day.
func answersOf(tx *gorm.DB, athlete int64, on restday.Day) (int64, error) {
	n, err := returning(tx, "SELECT COUNT(*) FROM answers WHERE athlete_id = ? AND day = ?", athlete, day(on))
	if err != nil {
		return 0, fmt.Errorf("count answers: %w", err)
	}
	return n, nil
}

// mayJoin looks at what may have changed since the athlete was asked.
func (t *turn) mayJoin(host athleteRow) error {
	other, err := second(t.tx, host.ID)
	switch {
	case err != nil:
		return err
	case host.ID == 0 || host.ID == t.row.ID:
		return errors.New("there is no offer to join")
	case other.AthleteID != 0 || t.other.AthleteID != 0:
		return errors.New("an athlete has two chats already")
	}
	return nil
}

// moveIn gives host all that belongs to the turn's athlete, who is no more. It
// tells whether a day of the host's got answers by it.
func (t *turn) moveIn(host athleteRow, on restday.Day) (gained bool, err error) {
	before, err := answersOf(t.tx, host.ID, on)
	if err != nil {
		return false, err
	}
	for _, statement := range movingIn {
		if _, err := exec(t.tx, statement, host.ID, t.row.ID, host.ID); err != nil {
			return false, err
		}
	}
	after, err := answersOf(t.tx, host.ID, on)
	if err != nil {
		return false, err
	}
	return after > before, t.settleIn(host)
}

// settleIn makes the chat of the turn host's second.
func (t *turn) settleIn(host athleteRow) error {
	// The day has one prompt, and it is the other one's.
	if err := drop(t.tx, "joined", "state = 'waiting' AND platform = ? AND chat = ? AND class <> ?",
		t.row.Platform, t.row.Chat, int(restday.Reply)); err != nil {
		return err
	}
	if _, err := exec(t.tx, "DELETE FROM athletes WHERE id = ?", t.row.ID); err != nil {
		return err
	}
	if _, err := exec(t.tx, "DELETE FROM links WHERE athlete_id = ?", host.ID); err != nil {
		return err
	}
	t.other = chatRow{AthleteID: host.ID, place: t.row.place}
	t.row = host
	t.row.Wake = at(t.now) // what is next is worked out anew
	if err := t.row.save(t.tx); err != nil {
		return err
	}
	if err := t.other.save(t.tx); err != nil || !host.blocked() {
		return err
	}
	return swap(t.tx, &t.row, &t.other)
}

// movingIn are the statements that give one athlete (host, guest, host) what
// they lack of another's. What both have of a day stays as the host has it; of
// a pain, which is one thing in several answers, all of it.
var movingIn = []string{
	`UPDATE answers SET athlete_id = ? WHERE athlete_id = ? AND NOT EXISTS (SELECT 1 FROM answers o
		WHERE o.athlete_id = ? AND o.day = answers.day AND (o.item = answers.item OR
		o.item IN (` + ofPain + `) AND answers.item IN (` + ofPain + `)))`,
	"UPDATE overrides SET athlete_id = ? WHERE athlete_id = ? AND NOT EXISTS (SELECT 1 FROM decisions o WHERE o.athlete_id = ? AND o.day = overrides.day)",
	"UPDATE decisions SET athlete_id = ? WHERE athlete_id = ? AND NOT EXISTS (SELECT 1 FROM decisions o WHERE o.athlete_id = ? AND o.day = decisions.day)",
	"UPDATE sessions SET athlete_id = ? WHERE athlete_id = ? AND NOT EXISTS (SELECT 1 FROM sessions o WHERE o.athlete_id = ? AND o.day = sessions.day)",
	"UPDATE plan_days SET athlete_id = ? WHERE athlete_id = ? AND NOT EXISTS (SELECT 1 FROM plan_days o WHERE o.athlete_id = ? AND o.day = plan_days.day)",
	"UPDATE spells SET athlete_id = ? WHERE athlete_id = ? AND NOT EXISTS (SELECT 1 FROM spells o WHERE o.athlete_id = ? AND o.first <= spells.last AND o.last >= spells.first)",
	"UPDATE members SET athlete_id = ? WHERE athlete_id = ? AND NOT EXISTS (SELECT 1 FROM members o WHERE o.athlete_id = ? AND o.team_id = members.team_id)",
	"UPDATE races SET athlete_id = ? WHERE athlete_id = ? AND NOT EXISTS (SELECT 1 FROM races o WHERE o.athlete_id = ? AND o.day = races.day)",
	"UPDATE notes SET athlete_id = ? WHERE athlete_id = ? AND ? <> 0",
	"UPDATE blocks SET athlete_id = ? WHERE athlete_id = ? AND NOT EXISTS (SELECT 1 FROM blocks o WHERE o.athlete_id = ? AND o.first <= blocks.last AND o.last >= blocks.first)",
}

const ofPain = "'pain_where', 'pain_level', 'pain_kind', 'changes_gait'"

// merged is where the conversation of two who become one stands: where the later
// of their check-ins does. Whoever was prompted today by one is not by the other.
func merged(host, guest restday.State) restday.State {
	both := host
	if guest.Day > host.Day {
		both = guest
		both.Card = 0 // it stands in the chat that is no longer by itself
	}
	both.Prompted = max(host.Prompted, guest.Prompted)
	both.Nudged = max(host.Nudged, guest.Nudged)
	both.Undos = nil // the plan is another one now
	both.Bedded = max(host.Bedded, guest.Bedded)
	both.Digested = max(host.Digested, guest.Digested)
	return both
}
