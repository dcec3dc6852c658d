/** Answers are kept for a while for whoever did not get them. */
export class KeptAnswers1764910000000 {
    async up(runner) {
        await runner.query(`CREATE TABLE kept_answers (
      hash text NOT NULL CONSTRAINT kept_answers_pkey PRIMARY KEY,
      claim uuid NOT NULL,
      asked text NOT NULL,
      done boolean NOT NULL,
      answer bytea,
      leased_until timestamptz NOT NULL,
      expires_at timestamptz NOT NULL)`);
        await runner.query('CREATE INDEX kept_answers_expires_at ON kept_answers (expires_at)');
    }
    down() {
        return Promise.reject(new Error('Migrations only grow: restore a backup instead.'));
    }
}
//# sourceMappingURL=1764910000000-kept-answers.js.map