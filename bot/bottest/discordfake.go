package bottest

import (
	"fmt"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"restday"
	"restday/bot"
)

// DiscordOptions sets a Discord up; the zero value is a fast and patient server.
type DiscordOptions struct {
	// Connect returns the bot under test, to speak to this server.
	Connect   func(t testing.TB, apiURL, token string) bot.Platform
	Now       func() time.Time // by which interactions expire; nil: time.Now
	Delay     time.Duration    // network time of each request
	Heartbeat time.Duration    // asked of the bot; 0: Discord's usual 41.25 s
	Terse     bool             // answer callbacks without a body, whatever was asked for
}

// How long Discord lets an interaction be answered, and followed up.
const (
	discordAnswerTime = 3 * time.Second
	discordTokenTime  = 15 * time.Minute
)

const (
	discordApp   = "900000000000000001" // of the application, which is not the bot's user
	discordMe    = "900000000000000002"
	discordGuild = "800000000000000001"
	discordHall  = "800000000000000002" // the server's one channel
)

// Discord is a server that speaks Discord's REST API, version 9, and its
// gateway to one bot, and the people who use that bot. A program reaches it at
// URL with Token.
type Discord struct {
	options DiscordOptions
	server  *httptest.Server
	spec    *discordSpec // nil: requests are not checked
	closed  chan struct{}

	mu         sync.Mutex
	revoked    bool
	hallShut   bool
	lastID     int64
	people     map[string]*discordPerson // by id
	messages   []*discordMessage         // of all channels, oldest first
	calls      []*discordCall
	nonces     map[string]*discordMessage
	commands   []map[string]any
	faults     discordFaults
	counts     map[string]int
	gateway    discordGateway
	violations []string
}

type discordPerson struct {
	id      string
	channel string       // with the bot
	closed  bool         // takes no direct messages
	manages bool         // the server
	form    *discordForm // open before their eyes; nil: none
}

type discordMessage struct {
	id       string
	channel  string
	author   string       // a person's id, or discordMe
	only     string       // the one person who sees it; "" everybody in the channel
	from     *discordCall // the interaction that it answers; nil: none
	content  string
	file     *restday.File
	sent     *restday.File // by a person
	rows     [][]discordButton
	edited   bool
	thinking bool // a deferred answer
	gone     bool
	at       time.Time
	changed  time.Time // by the person who typed it
}

type discordButton struct{ label, id string }

// discordCall is an interaction.
type discordCall struct {
	id, token string
	person    *discordPerson
	guild     bool
	tapped    *discordMessage // nil: a slash command
	submits   bool            // a form that was opened from tapped
	born      time.Time
	delivered bool // the bot has been told
	kind      int  // of the first answer; 0: none yet
	original  *discordMessage
}

// NewDiscord starts a server that lives as long as the test.
func NewDiscord(t testing.TB, o DiscordOptions) *Discord {
	t.Helper()
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Heartbeat == 0 {
		o.Heartbeat = 41250 * time.Millisecond
	}
	d := &Discord{
		options: o, closed: make(chan struct{}), people: map[string]*discordPerson{},
		nonces: map[string]*discordMessage{}, counts: map[string]int{},
		gateway: discordGateway{left: 1000},
	}
	var err error
	if d.spec, err = publishedDiscordSpec(); err != nil {
		t.Fatal(err)
	}
	d.server = httptest.NewServer(d)
	t.Cleanup(func() {
		close(d.closed)
		d.Drop()
		d.server.Close()
	})
	return d
}

// URL returns what RESTDAY_DISCORD_API_URL must be.
func (d *Discord) URL() string { return d.server.URL }

// Token returns what RESTDAY_DISCORD_TOKEN must be.
func (d *Discord) Token() string { return "OTAwMDAwMDAwMDAwMDAwMDAx.FAKE.token-for_tests" }

// Platform returns a bot connected to this server.
func (d *Discord) Platform(t testing.TB) bot.Platform {
	t.Helper()
	return d.options.Connect(t, d.URL(), d.Token())
}

// Person returns the address of the n-th person, who shares a server with the bot.
func (d *Discord) Person(n int) restday.Address {
	d.mu.Lock()
	defer d.mu.Unlock()
	id := strconv.Itoa(700000000000000000 + n)
	if d.people[id] == nil {
		d.people[id] = &discordPerson{id: id, channel: strconv.Itoa(600000000000000000 + n)}
	}
	return restday.Address{Platform: "discord", Chat: id}
}

// Say has a person write to the bot: a text that begins with "/" is a slash
// command, in the private chat.
func (d *Discord) Say(who restday.Address, text string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	p := d.people[who.Chat]
	if strings.HasPrefix(text, "/") {
		d.command(p, text, false)
		return
	}
	m := d.add(&discordMessage{channel: p.channel, author: p.id, content: text})
	d.dispatch("MESSAGE_CREATE", d.messageJSON(m), nil)
}

// Edit has a person change the newest message in which they typed a text.
func (d *Discord) Edit(who restday.Address, typed, text string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, m := range slices.Backward(d.messages) {
		if m.author == who.Chat && m.content == typed {
			m.content, m.changed = text, d.options.Now()
			d.dispatch("MESSAGE_UPDATE", d.messageJSON(m), nil)
			return
		}
	}
}

// SayInServer has a person use a slash command in the server's channel.
func (d *Discord) SayInServer(who restday.Address, command string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.command(d.people[who.Chat], command, true)
}

// Tap has a person press the button with this label on the newest message that
// shows it. While the bot is away the press is lost.
func (d *Discord) Tap(who restday.Address, label string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	p := d.people[who.Chat]
	for _, m := range slices.Backward(d.visible(p)) {
		for _, b := range slices.Concat(m.rows...) {
			if b.label == label {
				d.tap(p, m, b.id)
				return nil
			}
		}
	}
	return fmt.Errorf("no message shows %q", label)
}

// CloseMessages has a person refuse direct messages from the server's members.
func (d *Discord) CloseMessages(who restday.Address, closed bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.people[who.Chat].closed = closed
}

// Clear deletes what a person sees.
func (d *Discord) Clear(who restday.Address) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, m := range d.visible(d.people[who.Chat]) {
		m.gone = true
	}
}

// Chat returns what a person sees of the bot now.
func (d *Discord) Chat(who restday.Address) []Message {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out []Message
	for _, m := range d.visible(d.people[who.Chat]) {
		seen := Message{Text: DiscordText(m.content), File: m.file, Edited: m.edited, At: m.at}
		for _, row := range m.rows {
			var labels []string
			for _, b := range row {
				labels = append(labels, b.label)
			}
			seen.Buttons = append(seen.Buttons, labels)
		}
		out = append(out, seen)
	}
	return out
}

// visible lists the bot's messages that a person sees, oldest first.
func (d *Discord) visible(p *discordPerson) []*discordMessage {
	var out []*discordMessage
	for _, m := range d.messages {
		mine := m.only == p.id || m.only == "" && (m.channel == p.channel || m.channel == discordHall)
		if mine && m.author == discordMe && !m.gone && !m.thinking {
			out = append(out, m)
		}
	}
	return out
}

// Unanswered is how many taps and commands the bot was told of and has not
// answered, those whose time is over included.
func (d *Discord) Unanswered() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	n := 0
	for _, c := range d.calls {
		if c.delivered && (c.kind == 0 || c.original != nil && c.original.thinking && !c.original.gone) {
			n++
		}
	}
	return n
}

// Lost is how many taps and commands never reached the bot.
func (d *Discord) Lost() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	n := 0
	for _, c := range d.calls {
		if !c.delivered {
			n++
		}
	}
	return n
}

// Violations lists requests that Discord's specification forbids.
func (d *Discord) Violations() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.violations)
}

// discordEpoch is the beginning of 2015, from which snowflakes count.
const discordEpoch = 1420070400000

// snowflake returns a new id, larger than all before.
func (d *Discord) snowflake() string {
	d.lastID = max(d.lastID+1, (d.options.Now().UnixMilli()-discordEpoch)<<22)
	return strconv.FormatInt(d.lastID, 10)
}

// add gives a message its id and puts it into its channel.
func (d *Discord) add(m *discordMessage) *discordMessage {
	m.id, m.at = d.snowflake(), d.options.Now()
	d.messages = append(d.messages, m)
	return m
}

func (d *Discord) message(id string) *discordMessage {
	for _, m := range slices.Backward(d.messages) {
		if m.id == id && !m.gone {
			return m
		}
	}
	return nil
}
