CREATE TABLE accounts (
	"key" VARCHAR NOT NULL, 
	person INTEGER NOT NULL, 
	address VARCHAR NOT NULL, 
	account JSON NOT NULL, 
	profile_at VARCHAR(32), 
	ties JSON, 
	ties_at VARCHAR(32), 
	habits JSON, 
	habits_at VARCHAR(32), 
	follower_since VARCHAR(32), 
	last_post_at VARCHAR(32), 
	own BOOLEAN NOT NULL, known_by_at VARCHAR(32), 
	PRIMARY KEY ("key"), 
	FOREIGN KEY(person) REFERENCES persons (id)
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE answers (
	"row" INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	answer JSON NOT NULL, 
	received_at VARCHAR(32) NOT NULL, 
	attempts INTEGER NOT NULL, 
	handled_at VARCHAR(32), 
	outcome VARCHAR NOT NULL, channel VARCHAR DEFAULT '' NOT NULL, 
	PRIMARY KEY ("row"), 
	UNIQUE (id)
);
CREATE TABLE approvals (
	id VARCHAR NOT NULL, 
	suggestion INTEGER NOT NULL, 
	draft INTEGER NOT NULL, 
	act JSON NOT NULL, 
	digest VARCHAR NOT NULL, 
	answer_id VARCHAR NOT NULL, 
	approved_at VARCHAR(32) NOT NULL, 
	due_at VARCHAR(32) NOT NULL, 
	seal TEXT NOT NULL, 
	state VARCHAR NOT NULL, 
	first_attempt_at VARCHAR(32), 
	retry_at VARCHAR(32), 
	attempts INTEGER NOT NULL, 
	shown_at VARCHAR(32) NOT NULL, account VARCHAR DEFAULT '' NOT NULL, channel VARCHAR DEFAULT '' NOT NULL, receipt INTEGER, told_at VARCHAR(32), told_boot VARCHAR, told_seconds FLOAT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(suggestion) REFERENCES suggestions (id), 
	CONSTRAINT one_approval_an_answer UNIQUE (answer_id, suggestion)
);
CREATE TABLE asked_pairs (
	one VARCHAR NOT NULL, 
	other VARCHAR NOT NULL, 
	PRIMARY KEY (one, other), 
	FOREIGN KEY(one) REFERENCES accounts ("key") ON DELETE CASCADE, 
	FOREIGN KEY(other) REFERENCES accounts ("key") ON DELETE CASCADE
);
CREATE TABLE codes_beyond (
	letter VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	PRIMARY KEY (letter)
);
CREATE TABLE counts (
	name VARCHAR NOT NULL, 
	"of" VARCHAR NOT NULL, 
	count INTEGER NOT NULL, 
	PRIMARY KEY (name, "of")
);
CREATE TABLE drafts (
	suggestion INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	words TEXT NOT NULL, 
	"by" VARCHAR NOT NULL, 
	gap BOOLEAN NOT NULL, 
	act JSON, 
	created_at VARCHAR(32) NOT NULL, 
	PRIMARY KEY (suggestion, number), 
	FOREIGN KEY(suggestion) REFERENCES suggestions (id)
);
CREATE TABLE errands (
	id INTEGER NOT NULL, 
	address VARCHAR NOT NULL, 
	answer VARCHAR NOT NULL, 
	said VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE faces (
	id INTEGER NOT NULL, 
	person INTEGER, 
	who VARCHAR NOT NULL, 
	topics JSON NOT NULL, 
	evidence VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(person) REFERENCES persons (id) ON DELETE CASCADE
);
CREATE TABLE forgotten (
	hash VARCHAR(32) NOT NULL, 
	at VARCHAR(32) NOT NULL, 
	PRIMARY KEY (hash)
);
CREATE TABLE interactions (
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	by_owner BOOLEAN NOT NULL, 
	account VARCHAR NOT NULL, 
	at VARCHAR(32) NOT NULL, 
	post_uri VARCHAR NOT NULL, 
	subject_uri VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT one_act_once UNIQUE (kind, by_owner, account, post_uri, subject_uri)
);
CREATE TABLE known_by (
	id INTEGER NOT NULL, 
	account VARCHAR NOT NULL, 
	follower VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(account) REFERENCES accounts ("key") ON DELETE CASCADE, 
	FOREIGN KEY(follower) REFERENCES accounts ("key") ON DELETE CASCADE
);
CREATE TABLE learned_people (
	person INTEGER NOT NULL, 
	value FLOAT NOT NULL, 
	at VARCHAR(32), 
	taken INTEGER NOT NULL, 
	passed INTEGER NOT NULL, 
	PRIMARY KEY (person), 
	FOREIGN KEY(person) REFERENCES persons (id) ON DELETE CASCADE
);
CREATE TABLE learned_rules (
	rule VARCHAR NOT NULL, 
	value FLOAT NOT NULL, 
	at VARCHAR(32), 
	taken INTEGER NOT NULL, 
	passed INTEGER NOT NULL, 
	PRIMARY KEY (rule)
);
CREATE TABLE measurements (
	id INTEGER NOT NULL, 
	at VARCHAR(32) NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE "messages" (
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	suggestion INTEGER, 
	draft INTEGER, 
	part INTEGER NOT NULL, 
	parts INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	about JSON, 
	reply_to VARCHAR, 
	"key" VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	network_id VARCHAR, 
	act JSON, 
	shown VARCHAR, 
	offers VARCHAR NOT NULL, 
	begun BOOLEAN NOT NULL, 
	created_at VARCHAR(32) NOT NULL, 
	first_attempt_at VARCHAR(32), 
	sent_at VARCHAR(32), 
	stands_at VARCHAR(32), 
	channel VARCHAR DEFAULT ('') NOT NULL, 
	seen_at VARCHAR(32), 
	beside INTEGER, 
	PRIMARY KEY (id), 
	FOREIGN KEY(suggestion) REFERENCES suggestions (id), 
	UNIQUE ("key")
);
CREATE TABLE news (
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	network VARCHAR, 
	"before" VARCHAR, 
	now VARCHAR, 
	until VARCHAR(32), 
	PRIMARY KEY (id)
);
CREATE TABLE news_about (
	id INTEGER NOT NULL, 
	news INTEGER NOT NULL, 
	suggestion INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(news) REFERENCES news (id) ON DELETE CASCADE, 
	FOREIGN KEY(suggestion) REFERENCES suggestions (id) ON DELETE CASCADE
);
CREATE TABLE not_found (
	id INTEGER NOT NULL, 
	address VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE offers (
	id INTEGER NOT NULL, 
	person INTEGER, 
	one VARCHAR, 
	other VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(person) REFERENCES persons (id) ON DELETE CASCADE, 
	FOREIGN KEY(one) REFERENCES accounts ("key") ON DELETE CASCADE, 
	FOREIGN KEY(other) REFERENCES accounts ("key") ON DELETE CASCADE
);
CREATE TABLE opinions (
	suggestion INTEGER NOT NULL, 
	host VARCHAR NOT NULL, 
	outcome VARCHAR NOT NULL, 
	kind VARCHAR, 
	PRIMARY KEY (suggestion), 
	FOREIGN KEY(suggestion) REFERENCES suggestions (id) ON DELETE CASCADE
);
CREATE TABLE opinions_before (
	suggestion INTEGER NOT NULL, 
	person INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	PRIMARY KEY (suggestion), 
	FOREIGN KEY(suggestion) REFERENCES opinions (suggestion) ON DELETE CASCADE, 
	FOREIGN KEY(person) REFERENCES persons (id) ON DELETE CASCADE
);
CREATE TABLE owner_accounts (
	network VARCHAR NOT NULL, 
	identity VARCHAR NOT NULL, 
	address VARCHAR NOT NULL, 
	learnt VARCHAR NOT NULL, 
	PRIMARY KEY (network)
);
CREATE TABLE parents_tried (
	network VARCHAR NOT NULL, 
	uri VARCHAR NOT NULL, 
	PRIMARY KEY (network, uri)
);
CREATE TABLE "persons" (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	goal VARCHAR NOT NULL, 
	every_days FLOAT, 
	note TEXT NOT NULL, 
	never BOOLEAN NOT NULL, 
	remind_at VARCHAR(32), 
	remind_text TEXT NOT NULL, 
	created_at VARCHAR(32) NOT NULL, remind_asked_at VARCHAR(32), quiet_until VARCHAR(32), forget_at VARCHAR(32), 
	PRIMARY KEY (id)
);
CREATE TABLE "posts" (
	uri VARCHAR NOT NULL, 
	account VARCHAR NOT NULL, 
	network VARCHAR NOT NULL, 
	created_at VARCHAR(32) NOT NULL, 
	seen_at VARCHAR(32) NOT NULL, 
	stored_at VARCHAR(32) NOT NULL, 
	parent_uri VARCHAR, 
	by_owner BOOLEAN NOT NULL, 
	to_owner BOOLEAN NOT NULL, 
	post JSON NOT NULL, 
	facts TEXT, 
	silent_before FLOAT, 
	talk JSON, 
	talk_at VARCHAR(32), 
	gone BOOLEAN NOT NULL, 
	PRIMARY KEY (uri)
);
CREATE TABLE posts_wanted (
	id INTEGER NOT NULL, 
	uri VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (uri), 
	FOREIGN KEY(uri) REFERENCES posts (uri) ON DELETE CASCADE
);
CREATE TABLE publications (
	approval VARCHAR NOT NULL, 
	suggestion INTEGER NOT NULL, 
	ref JSON NOT NULL, 
	link VARCHAR NOT NULL, 
	words TEXT NOT NULL, 
	at VARCHAR(32) NOT NULL, 
	retracted_at VARCHAR(32), 
	PRIMARY KEY (approval), 
	FOREIGN KEY(approval) REFERENCES approvals (id), 
	FOREIGN KEY(suggestion) REFERENCES suggestions (id)
);
CREATE TABLE questions (
	kind VARCHAR NOT NULL, 
	about VARCHAR NOT NULL, 
	asked_at VARCHAR(32) NOT NULL, 
	PRIMARY KEY (kind)
);
CREATE TABLE read_only_logins (
	owner VARCHAR NOT NULL, 
	PRIMARY KEY (owner)
);
CREATE TABLE reading_requests (
	id INTEGER NOT NULL, 
	at VARCHAR(32) NOT NULL, 
	posts INTEGER NOT NULL, 
	tokens INTEGER NOT NULL, 
	outcome VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE readings (
	uri VARCHAR NOT NULL, 
	version VARCHAR NOT NULL, 
	wanted_at VARCHAR(32) NOT NULL, 
	worth INTEGER, 
	kind VARCHAR, 
	PRIMARY KEY (uri), 
	FOREIGN KEY(uri) REFERENCES posts (uri) ON DELETE CASCADE
);
CREATE TABLE seeded_people (
	entry VARCHAR NOT NULL, 
	PRIMARY KEY (entry)
);
CREATE TABLE seen (
	hash VARCHAR(32) NOT NULL, 
	at VARCHAR(32) NOT NULL, 
	PRIMARY KEY (hash)
)
 WITHOUT ROWID

;
CREATE TABLE settings (
	name VARCHAR NOT NULL, 
	value JSON NOT NULL, 
	PRIMARY KEY (name)
);
CREATE TABLE sources (
	name VARCHAR NOT NULL, 
	mark TEXT NOT NULL, 
	ok_at VARCHAR(32), 
	read_began_at VARCHAR(32), 
	problem TEXT, 
	login_ended BOOLEAN NOT NULL, 
	retry_at VARCHAR(32), read_boot VARCHAR, read_seconds FLOAT, 
	PRIMARY KEY (name)
);
CREATE TABLE "suggestions" (
	id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	person INTEGER NOT NULL, 
	account VARCHAR NOT NULL, 
	post_uri VARCHAR, 
	network VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	lane VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	created_at VARCHAR(32) NOT NULL, 
	state_at VARCHAR(32) NOT NULL, 
	due_at VARCHAR(32) NOT NULL, 
	expires_at VARCHAR(32) NOT NULL, 
	retry_at VARCHAR(32), 
	nudged_at VARCHAR(32), 
	version VARCHAR NOT NULL, 
	returned BOOLEAN NOT NULL, 
	score FLOAT NOT NULL, 
	reasons JSON NOT NULL, 
	owner VARCHAR DEFAULT ('') NOT NULL, 
	unprompted BOOLEAN DEFAULT 1 NOT NULL, 
	counts BOOLEAN DEFAULT 1 NOT NULL, 
	"left" INTEGER DEFAULT '0' NOT NULL, 
	step VARCHAR, 
	answered_at VARCHAR(32), 
	held_at VARCHAR(32), 
	kept_back BOOLEAN DEFAULT 0 NOT NULL, 
	told_unclear BOOLEAN DEFAULT 0 NOT NULL, 
	draft_wish VARCHAR, 
	draft_under VARCHAR, 
	PRIMARY KEY (id), 
	UNIQUE (code), 
	FOREIGN KEY(person) REFERENCES persons (id)
);
CREATE TABLE told_logins (
	id INTEGER NOT NULL, 
	login VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (login)
);
CREATE TABLE told_silent (
	person INTEGER NOT NULL, 
	PRIMARY KEY (person), 
	FOREIGN KEY(person) REFERENCES persons (id) ON DELETE CASCADE
);
CREATE TABLE undoable (
	id INTEGER NOT NULL, 
	said VARCHAR NOT NULL, 
	person INTEGER, 
	at VARCHAR(32) NOT NULL, 
	change JSON NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(person) REFERENCES persons (id) ON DELETE CASCADE
);
CREATE INDEX accounts_of_the_owner ON accounts ("key") WHERE own = 1;
CREATE INDEX answers_by_time ON answers (received_at);
CREATE INDEX answers_to_hear ON answers ("row") WHERE handled_at IS NULL;
CREATE INDEX interactions_by_account ON interactions (account, at);
CREATE INDEX ix_accounts_address ON accounts (address);
CREATE INDEX ix_accounts_person ON accounts (person);
CREATE INDEX ix_approvals_state ON approvals (state);
CREATE INDEX ix_approvals_suggestion ON approvals (suggestion);
CREATE INDEX ix_known_by_account ON known_by (account);
CREATE INDEX ix_known_by_follower ON known_by (follower);
CREATE INDEX ix_messages_network_id ON messages (network_id);
CREATE INDEX ix_messages_state ON messages (state);
CREATE INDEX ix_messages_suggestion ON messages (suggestion);
CREATE INDEX ix_news_about_news ON news_about (news);
CREATE INDEX ix_publications_suggestion ON publications (suggestion);
CREATE INDEX ix_reading_requests_at ON reading_requests (at);
CREATE INDEX ix_suggestions_person ON suggestions (person);
CREATE INDEX ix_suggestions_post_uri ON suggestions (post_uri);
CREATE INDEX ix_suggestions_state ON suggestions (state);
CREATE INDEX messages_by_time ON messages (state, sent_at);
CREATE INDEX persons_to_forget ON persons (forget_at) WHERE forget_at IS NOT NULL;
CREATE INDEX persons_to_remind_of ON persons (remind_at) WHERE remind_at IS NOT NULL;
CREATE INDEX posts_by_account ON posts (account, created_at);
CREATE INDEX posts_by_owner ON posts (created_at) WHERE by_owner = 1;
CREATE INDEX posts_by_parent ON posts (parent_uri);
CREATE INDEX posts_by_time ON posts (created_at);
CREATE INDEX posts_to_owner ON posts (created_at) WHERE to_owner = 1;
CREATE INDEX suggestions_by_time ON suggestions (created_at);
