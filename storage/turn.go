package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"restday"
)

// turn is the handling of one event inside its transaction.
type turn struct {
	tx  *gorm.DB
	in  restday.Incoming
	now time.Time
	row athleteRow // of the chat the event came from
	was athleteRow // as it is stored

	other    chatRow // the athlete's second chat, when the event came from there
	otherWas chatRow

	state restday.State // as it is stored
}

// Turn handles one event exactly once, in one transaction: it marks the update
// handled, lets think look at the person and stores the change with the
// messages it queues. It returns those messages as they are queued, and nothing
// for an update that was handled before. When think fails nothing is stored.
// think may be called again after a collision, so it must have no effects.
func (s *Store) Turn(ctx context.Context, in restday.Incoming, now time.Time,
	think func(restday.Person) (restday.Change, error)) (queued []restday.Outgoing, err error) {
	err = s.write(ctx, func(tx *gorm.DB) (err error) {
		t := turn{tx: tx, in: in, now: now}
		queued, err = t.run(think)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("turn: %w", err)
	}
	return queued, nil
}

func (t *turn) run(think func(restday.Person) (restday.Change, error)) ([]restday.Outgoing, error) {
	fresh, err := claim(t.tx, t.in, t.now)
	if err != nil || !fresh {
		return nil, err
	}
	p, err := t.person()
	if err != nil {
		return nil, err
	}
	if t.in.Event == restday.Woken && !p.Known {
		return nil, nil // erased since the scheduler looked
	}
	change, err := think(p)
	if err != nil {
		return nil, err
	}
	t.state = p.State
	return t.apply(change)
}

// person loads who is in the chat and keeps every other turn of the athlete waiting.
func (t *turn) person() (restday.Person, error) {
	var err error
	if t.row, err = find(t.tx, t.in.From, true); err != nil {
		return restday.Person{}, err
	}
	t.was = t.row
	if t.row.ID == 0 {
		t.row.Platform, t.row.Chat, t.row.Route = t.in.From.Platform, t.in.From.Chat, t.in.Route
		return stranger(t.tx, t.in, t.now), nil
	}
	if t.in.Event == restday.Woken { // the chats may have changed places since the scheduler looked
		t.in.From, t.in.Route = t.row.address(), ""
	}
	here, err := t.here()
	if err != nil {
		return restday.Person{}, err
	}
	if t.in.Route != "" {
		here.Route = t.in.Route
	}
	p, err := person(t.tx, t.row, *here, t.now)
	if err != nil {
		return p, err
	}
	if t.in.Event == restday.Edited {
		p.Said, err = statement(t.tx, t.row.ID, t.in)
	}
	if t.in.Event != restday.Left && t.in.Event != restday.Woken { // the person was here
		here.BlockedAt, here.BlockedWhy = instant{}, ""
	}
	return p, err
}

// here is the athlete's chat that the event came from.
func (t *turn) here() (*place, error) {
	if t.row.address() == t.in.From {
		return &t.row.place, nil
	}
	var err error
	t.other, err = second(t.tx, t.row.ID)
	t.otherWas = t.other
	return &t.other.place, err
}

// stranger is a person from whose chat nothing is stored.
func stranger(tx *gorm.DB, in restday.Incoming, now time.Time) restday.Person {
	return restday.Person{
		Athlete: restday.Athlete{Chat: in.From, Route: in.Route, Name: in.Name, Language: in.Language},
		History: func(restday.Day) (restday.History, error) { return restday.History{}, nil },
		Decided: func(restday.Day, restday.Day) ([]restday.Decided, error) { return nil, nil },
		Journal: func(restday.Day) (restday.Journal, error) { return restday.Journal{}, nil },
		Links:   func(code string) (restday.Links, error) { return links(tx, athleteRow{}, in.From, now, code) },
		Teams:   teams(tx, 0, now),
	}
}

// person loads what a turn may look at; the rest waits for History and Links.
func person(tx *gorm.DB, row athleteRow, here place, now time.Time) (restday.Person, error) {
	// The state is read after the athlete was locked: read together with it,
	// PostgreSQL would show the state as it was before the wait.
	state, err := loadState(tx, row.ID)
	if err != nil {
		return restday.Person{}, err
	}
	answers, err := load[answerRow](tx, "answers WHERE athlete_id = ? AND day = ? ORDER BY item", row.ID, day(state.Day))
	if err != nil {
		return restday.Person{}, err
	}
	return restday.Person{
		Known:   true,
		Blocked: here.blocked(),
		Athlete: row.athlete(),
		State:   state,
		Answers: each(answers, answerRow.answer),
		History: func(from restday.Day) (restday.History, error) { return history(tx, row.ID, from) },
		Decided: func(from, to restday.Day) ([]restday.Decided, error) { return decisions(tx, row.ID, from, to) },
		Journal: func(from restday.Day) (restday.Journal, error) { return journal(tx, row.ID, from) },
		Links:   func(code string) (restday.Links, error) { return links(tx, row, here.address(), now, code) },
		Teams:   teams(tx, row.ID, now),
	}, nil
}

// apply stores a change and returns the messages it queued.
func (t *turn) apply(c restday.Change) ([]restday.Outgoing, error) {
	switch {
	case c.Erase:
		if err := erase(t.tx, t.row, t.in.From, t.now); err != nil {
			return nil, err
		}
		return t.queue(c.Outgoing)
	case c.Link != nil && c.Link.Join:
		return t.join(c)
	}
	if err := t.saveAthlete(c); err != nil {
		return nil, err
	}
	out, err := t.queue(c.Outgoing)
	if err != nil {
		return nil, err
	}
	if err := t.saveDays(c, rowOf(out, func(m restday.Outgoing) bool { return m.Tells })); err != nil {
		return nil, err
	}
	if err := t.saveState(c.State, rowOf(out, func(m restday.Outgoing) bool { return m.Card })); err != nil {
		return nil, err
	}
	if c.Team != nil {
		if err := t.teamStep(*c.Team); err != nil {
			return nil, err
		}
	}
	moved, err := t.saveChats(c)
	return append(out, moved...), err
}

// saveAthlete stores the athlete when anything of theirs has changed.
func (t *turn) saveAthlete(c restday.Change) error {
	if t.row.ID == 0 && c.Athlete == nil {
		return t.onlyMessages(c)
	}
	if c.Athlete != nil {
		t.row.set(*c.Athlete)
	}
	if t.row.ID == 0 {
		t.row.Route, t.row.Cursor, t.row.HeardAt = c.Athlete.Route, t.in.ID, at(t.in.At)
	}
	if t.row.blocked() && t.other.AthleteID != 0 && !t.other.blocked() {
		t.row.place, t.other.place = t.other.place, t.row.place // back in the second chat
	}
	if t.row.ID == 0 || t.row != t.was {
		if err := t.row.save(t.tx); err != nil {
			return fmt.Errorf("save athlete: %w", err)
		}
	}
	if c.Athlete != nil {
		c.Athlete.ID = t.row.ID
	}
	if t.other != t.otherWas {
		return t.other.save(t.tx)
	}
	return nil
}

// saveChats stores what becomes of the athlete's chats and returns the messages
// that move from one to the other.
func (t *turn) saveChats(c restday.Change) ([]restday.Outgoing, error) {
	switch {
	case c.Blocked:
		return block(t.tx, t.in.From, t.now, string(t.in.Event))
	case c.Link != nil:
		return t.link(*c.Link)
	}
	return nil, nil
}

// onlyMessages refuses to store anything about a person who is not stored.
func (t *turn) onlyMessages(c restday.Change) error {
	if c.State != nil || len(c.Answers) > 0 || c.Decided != nil || c.Moved != nil || c.Kept != nil || c.Said != nil || c.Spell != nil || c.Replan != nil ||
		c.Team != nil || c.Log != nil || c.Note != nil || c.Block != nil {
		return errors.New("a change of somebody who is not stored")
	}
	return nil
}

// saveDays stores what becomes of a day, and of a later one because of it, which
// is then the one that is told.
func (t *turn) saveDays(c restday.Change, told int64) error {
	if c.After == nil {
		return t.saveDay(c, told)
	}
	if err := t.saveDay(*c.After, told); err != nil {
		return err
	}
	return t.saveDay(c, 0)
}

// saveDay stores what was recorded, decided and moved on a day; told is the row
// of the message that tells the decision, if there is one.
func (t *turn) saveDay(c restday.Change, told int64) error {
	id := t.row.ID
	if len(c.Cleared) > 0 {
		err := t.tx.Where("athlete_id = ? AND day = ? AND item IN ?", id, day(c.Day), c.Cleared).Delete(&answerRow{}).Error
		if err != nil {
			return fmt.Errorf("clear answers: %w", err)
		}
	}
	if err := saveAnswers(t.tx, id, c.Day, c.Answers); err != nil {
		return err
	}
	if c.Decided != nil {
		row := decisionOf(id, c.Day, *c.Decided)
		row.Told = told
		if err := row.save(t.tx); err != nil {
			return err
		}
	}
	if c.Kept != nil {
		if err := saveOverride(t.tx, id, *c.Kept); err != nil {
			return err
		}
	}
	if c.Said != nil && t.in.Message != "" {
		if err := saveStatement(t.tx, id, t.in, *c.Said, t.now); err != nil {
			return err
		}
	}
	if c.Replan != nil {
		if err := replan(t.tx, id, *c.Replan); err != nil {
			return err
		}
	}
	if c.Log != nil {
		if err := saveLog(t.tx, id, *c.Log); err != nil {
			return err
		}
	}
	if c.Spell != nil {
		row := spellRow{AthleteID: id, Kind: c.Spell.Kind, First: day(c.Spell.First), Last: day(c.Spell.Last)}
		if err := row.save(t.tx); err != nil {
			return err
		}
	}
	if err := saveJournal(t.tx, id, c.Note, c.Block); err != nil {
		return err
	}
	return t.move(c)
}

// saveAnswers stores answers over what was there.
func saveAnswers(tx *gorm.DB, athlete int64, on restday.Day, answers []restday.Answer) error {
	for _, a := range answers {
		row := answerRow{AthleteID: athlete, Day: day(on), Item: a.Item, Value: a.Value, Words: words(a.Words)}
		if err := row.save(tx); err != nil {
			return err
		}
	}
	return nil
}

// move stores where the session of c.Day went.
func (t *turn) move(c restday.Change) error {
	if c.Moved == nil && !c.Unmove {
		return nil
	}
	err := t.tx.Where("athlete_id = ? AND moved_from = ?", t.row.ID, day(c.Day)).Delete(&planRow{}).Error
	if err != nil {
		return fmt.Errorf("take back a move: %w", err)
	}
	if c.Moved == nil {
		return nil
	}
	row := planOf(t.row.ID, *c.Moved)
	row.MovedFrom = day(c.Day)
	if err := t.tx.Create(&row).Error; err != nil {
		return fmt.Errorf("save a move: %w", err)
	}
	return nil
}

// saveState stores the state, with the row of the new card if there is one.
func (t *turn) saveState(is *restday.State, card int64) error {
	if t.row.ID == 0 {
		return nil
	}
	state := t.state
	if is != nil {
		state = *is
	}
	if card != 0 {
		state.Card = card
	}
	row := stateOf(t.row.ID, state)
	if row == stateOf(t.row.ID, t.state) {
		return nil
	}
	return row.save(t.tx)
}

// queue puts messages into the outbox in order and returns those that are new.
func (t *turn) queue(messages []restday.Outgoing) (queued []restday.Outgoing, err error) {
	for _, m := range messages {
		aimed, err := t.aim(m)
		if err != nil {
			return nil, err
		}
		for _, m := range aimed {
			if m.ID, err = enqueue(t.tx, m, t.now); err != nil {
				return nil, err
			}
			if m.ID != 0 { // else the key is taken
				queued = append(queued, m)
			}
		}
	}
	return queued, nil
}

// rowOf returns the row of the last of some messages that is meant, 0 when none is.
func rowOf(messages []restday.Outgoing, meant func(restday.Outgoing) bool) (row int64) {
	for _, m := range messages {
		if meant(m) {
			row = m.ID
		}
	}
	return row
}
