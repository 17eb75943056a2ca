package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"net/url"
	"strconv"

	"github.com/bwmarrin/discordgo"

	"restday"
	"restday/bot"
)

// Send delivers out: as the answer to its interaction where that is possible,
// else as a message or an edit in the direct channel. A Notice is shown only
// by a bare Ack: beside a message it would stay in the chat as a second one.
//
// An answer in a server that has a Closed text is sent to the private chat as
// well: so the person learns now, and not at the first prompt, whether
// messages reach them there.
func (p *Platform) Send(ctx context.Context, out restday.Outgoing) (string, error) {
	out.Choices = p.withForm(out)
	var e *exchange
	if a, ok := parseAck(out.Ack); ok {
		e = p.exchanges.take(a, out.To, p.now())
	}
	if bare(out) {
		return "", sendError(p.acknowledge(ctx, e, out.Notice))
	}
	if !out.Strip && markdown(out.Text, maxContent) == "" {
		return "", &bot.SendError{Reason: bot.Refused, Err: errors.New("the message has no text")}
	}
	if e != nil {
		id, done, err := p.answer(ctx, e, out)
		if err != nil || done && (!e.Away || len(out.Closed) == 0) {
			return id, p.report(err)
		}
		if done {
			out.Edits, out.Target = 0, ""
		}
	}
	id, err := p.deliver(ctx, out)
	if _, ok := channelOf(out.To); ok && isCode(err, lostCodes...) {
		return "", &bot.SendError{Reason: bot.Unreachable, Err: err}
	}
	return id, p.turnedAway(ctx, e, out, p.report(err))
}

// turnedAway returns err. If it says that the person takes no direct messages,
// they are told so where they can read it. While they wait for an answer in a
// server, only this message is given up: all that waits would go with a person
// out of reach, their answer too.
func (p *Platform) turnedAway(ctx context.Context, e *exchange, out restday.Outgoing, err error) error {
	var refused *bot.SendError
	if !errors.As(err, &refused) || refused.Reason != bot.Unreachable {
		return err
	}
	if len(out.Closed) > 0 {
		p.tellElsewhere(ctx, e, out)
	}
	if last := p.exchanges.lastAway(out.To, p.now()); last != nil && last.waits() {
		refused.Reason = bot.Refused
	}
	return err
}

func bare(out restday.Outgoing) bool {
	return out.Edits == 0 && len(out.Text) == 0 && len(out.Choices) == 0
}

// report is sendError, with a word to the operator where only they can help.
func (p *Platform) report(err error) error {
	if isStatus(err, 401) {
		p.log.Error("Discord refuses the token while sending", "mend", mendToken)
	}
	return sendError(err)
}

// deliver sends out to the direct channel with the person. A message to edit
// that is gone is sent anew.
func (p *Platform) deliver(ctx context.Context, out restday.Outgoing) (string, error) {
	if out.Strip && p.known(out) == "" {
		return "", nil // not worth opening a channel for
	}
	channel, err := p.channel(ctx, out)
	if err != nil {
		return "", err
	}
	if out.Edits != 0 && out.Target != "" {
		err := p.api.do(ctx, call{
			name: "edit a message", method: "PATCH", body: render(out),
			path: messages(channel) + "/" + url.PathEscape(out.Target),
		}, nil)
		if !isCode(err, codeUnknownMessage, codeUnknownChannel) {
			return out.Target, err
		}
	}
	if out.Strip {
		return "", nil // there is nothing left to take buttons from
	}
	return p.post(ctx, channel, out)
}

func (p *Platform) post(ctx context.Context, channel string, out restday.Outgoing) (string, error) {
	body := render(out)
	body.Flags = discordgo.MessageFlagsSuppressEmbeds
	body.Nonce = nonce(out.ID, body)
	body.EnforceNonce = body.Nonce != ""
	var sent struct {
		ID string `json:"id"`
	}
	send := call{name: "send a message", method: "POST", path: messages(channel), body: body, file: out.File}
	err := p.api.do(ctx, send, &sent)
	if _, place := channelOf(out.To); isCode(err, codeUnknownChannel) && !place {
		if channel, err = p.open(ctx, out.To.Chat); err != nil {
			return "", err
		}
		send.path = messages(channel)
		err = p.api.do(ctx, send, &sent)
	}
	return sent.ID, err
}

// nonce names a message so that Discord takes it once, however often it is
// sent. The row's id alone would collide with the rows of a new database, so
// the content is in it too. At most 22 characters.
func nonce(id int64, body message) string {
	if id <= 0 {
		return ""
	}
	hash := fnv.New32a()
	_ = json.NewEncoder(hash).Encode(body) // neither the hash nor the encoding of our own types fails
	return fmt.Sprintf("%s-%08x", strconv.FormatInt(id, 36), hash.Sum32())
}

func messages(channel string) string { return "/channels/" + url.PathEscape(channel) + "/messages" }

// channel returns the direct channel with the person, opening it when nobody
// knows it yet.
func (p *Platform) channel(ctx context.Context, out restday.Outgoing) (string, error) {
	if place, ok := channelOf(out.To); ok {
		return place, nil
	}
	if known := p.known(out); known != "" {
		return known, nil
	}
	return p.open(ctx, out.To.Chat)
}

// known returns the person's channel, or "". One opened here is newer than the
// stored one.
func (p *Platform) known(out restday.Outgoing) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if opened := p.dms[out.To.Chat]; opened != "" {
		return opened
	}
	return out.Route
}

// mostOpened is how many channels are remembered, so that strangers do not fill memory.
const mostOpened = 10_000

func (p *Platform) open(ctx context.Context, person string) (string, error) {
	var channel struct {
		ID string `json:"id"`
	}
	err := p.api.do(ctx, call{
		name: "open a direct channel", method: "POST", path: "/users/@me/channels",
		body: map[string]string{"recipient_id": person},
	}, &channel)
	if err != nil {
		return "", err
	}
	if channel.ID == "" {
		return "", errors.New("open a direct channel: the answer has no id")
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.dms) >= mostOpened {
		clear(p.dms) // to open one again costs one request
	}
	p.dms[person] = channel.ID
	return channel.ID, nil
}
