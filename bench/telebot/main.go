// Command telebot is a check-in bot as it is usually written with telebot: the
// open check-ins in a map, a handler for the buttons, cron for the morning and
// answers in SQLite. The bench measures restday beside it. It is written to be
// fair: WAL, one connection, a wait for 429 in the broadcast, edits rather than
// new messages.
package main

import (
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"sync"
	"time"

	"github.com/robfig/cron/v3"
	tele "gopkg.in/telebot.v3"
	_ "modernc.org/sqlite"
)

type question struct {
	key, text string
	labels    []string
}

var questions = []question{
	{"sleep", "How long did you sleep?", []string{"<5", "6", "7", "7½", "8", "9+"}},
	{"energy", "How much energy do you have?", []string{"None", "Low", "Normal", "Good", "Full"}},
	{"mood", "And your mood?", []string{"Very low", "Low", "Normal", "Good", "Great"}},
}

func (q question) keyboard() *tele.ReplyMarkup {
	menu := &tele.ReplyMarkup{}
	var row tele.Row
	for _, label := range q.labels {
		row = append(row, menu.Data(label, "answer", label))
	}
	menu.Inline(row)
	return menu
}

func main() {
	log.SetFlags(0)
	file := flag.String("db", "telebot.db", "SQLite file")
	enrol := flag.Int("enrol", 0, "enrol this many athletes, from chat -first on, and end")
	first := flag.Int64("first", 0, "chat of the first athlete")
	count := flag.Bool("count", false, "print how many answers are stored, and end")
	flag.Parse()

	db, err := sql.Open("sqlite", *file+"?_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)&_pragma=busy_timeout(5000)")
	if err != nil {
		log.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`CREATE TABLE IF NOT EXISTS athletes (chat INTEGER PRIMARY KEY);
		CREATE TABLE IF NOT EXISTS answers (chat INTEGER, day TEXT, key TEXT, value TEXT)`); err != nil {
		log.Fatal(err)
	}
	switch {
	case *enrol > 0:
		err = enrolAll(db, *first, *enrol)
	case *count:
		var n int
		err = db.QueryRow(`SELECT count(*) FROM answers`).Scan(&n)
		fmt.Println(n)
	default:
		err = serve(db)
	}
	if err != nil {
		log.Fatal(err)
	}
}

func enrolAll(db *sql.DB, first int64, n int) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	for i := range int64(n) {
		if _, err := tx.Exec(`INSERT OR IGNORE INTO athletes VALUES (?)`, first+i); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func serve(db *sql.DB) error {
	bot, err := tele.NewBot(tele.Settings{
		URL:    os.Getenv("TELEBOT_API_URL"),
		Token:  os.Getenv("TELEBOT_TOKEN"),
		Poller: &tele.LongPoller{Timeout: 10 * time.Second},
	})
	if err != nil {
		return err
	}
	b := &checkins{bot: bot, db: db, open: map[int64]int{}}
	bot.Handle("/checkin", b.begin)
	bot.Handle(&tele.Btn{Unique: "answer"}, b.answer)

	jobs := cron.New(cron.WithLocation(time.UTC))
	if _, err := jobs.AddFunc(os.Getenv("TELEBOT_CRON"), b.broadcast); err != nil {
		return err
	}
	jobs.Start()
	bot.Start()
	return nil
}

type checkins struct {
	bot *tele.Bot
	db  *sql.DB

	mu   sync.Mutex
	open map[int64]int // the question each athlete is at
}

func (b *checkins) begin(c tele.Context) error {
	b.mu.Lock()
	b.open[c.Chat().ID] = 0
	b.mu.Unlock()
	return c.Send(questions[0].text, questions[0].keyboard())
}

func (b *checkins) answer(c tele.Context) error {
	_ = c.Respond()
	b.mu.Lock()
	step, ok := b.open[c.Chat().ID]
	b.mu.Unlock()
	if !ok {
		return c.Send("Please start with /checkin.")
	}
	if _, err := b.db.Exec(`INSERT INTO answers VALUES (?, ?, ?, ?)`,
		c.Chat().ID, time.Now().Format(time.DateOnly), questions[step].key, c.Data()); err != nil {
		return err
	}
	step++
	b.mu.Lock()
	b.open[c.Chat().ID] = step
	if step == len(questions) {
		delete(b.open, c.Chat().ID)
	}
	b.mu.Unlock()
	if step == len(questions) {
		return c.Edit("Done. Thank you, have a good day!")
	}
	return c.Edit(questions[step].text, questions[step].keyboard())
}

// broadcast asks everybody, one after the other.
func (b *checkins) broadcast() {
	chats, err := b.athletes()
	if err != nil {
		log.Println(err)
	}
	for _, chat := range chats {
		b.mu.Lock()
		b.open[chat] = 0
		b.mu.Unlock()
		_, err := b.bot.Send(tele.ChatID(chat), questions[0].text, questions[0].keyboard())
		var flood tele.FloodError
		if errors.As(err, &flood) {
			time.Sleep(time.Duration(flood.RetryAfter) * time.Second)
			_, err = b.bot.Send(tele.ChatID(chat), questions[0].text, questions[0].keyboard())
		}
		if err != nil {
			log.Println(err)
		}
	}
}

func (b *checkins) athletes() (chats []int64, err error) {
	rows, err := b.db.Query(`SELECT chat FROM athletes`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var chat int64
		if err := rows.Scan(&chat); err != nil {
			return nil, err
		}
		chats = append(chats, chat)
	}
	return chats, rows.Err()
}
