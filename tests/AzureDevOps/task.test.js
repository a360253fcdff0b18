// The task of the Azure DevOps extension: run with node --test tests/AzureDevOps (Migrations.Module.Tests does). What needs pwsh is skipped where there is none.
'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { spawnSync } = require('node:child_process');
const { test } = require('node:test');

const repository = path.resolve(__dirname, '../..');
const folder = path.join(repository, 'src/AzureDevOps/task');
const { prepare, escape, completion } = require(path.join(folder, 'task.js'));
const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'task.json'), 'utf8'));

/** Text that would run where it became a part of a command line or of a script. */
const hostile = `'; Write-Host pwned; "$(Write-Host x)" \`n & calc | %PATH% ##vso[task.complete result=Succeeded]\n-Force`;

/** What the agent undoes. */
const undo = text => text.replaceAll('%3B', ';').replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%5D', ']').replaceAll('%AZP25', '%');

/** A temporary folder that goes with the test. */
function place(t) {
    const created = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'migrations-')));
    t.after(() => fs.rmSync(created, { recursive: true, force: true }));
    return created;
}

test('every input of the manifest reaches the script as it is, and none the command line', () => {
    const inputs = manifest.inputs.filter(i => i.name !== 'connection' && i.name !== 'action');
    const environment = { INPUT_ACTION: 'undo', ...Object.fromEntries(inputs.map(i => [`INPUT_${i.name.toUpperCase()}`, i.type === 'boolean' ? 'true' : hostile])) };

    const started = prepare(environment, folder);

    assert.deepEqual(started.args, ['-NoLogo', '-NoProfile', '-NonInteractive', '-File', path.join(folder, 'run.ps1')]);
    const given = JSON.parse(started.env.MIGRATIONS_TASK);
    for (const { name, type } of inputs) {
        if (name === 'workingDirectory') assert.equal(started.cwd, path.resolve(hostile.trim()));
        else if (name === 'modulePath') assert.equal(given.modulePath, path.resolve(started.cwd, hostile));
        else if (name === 'reports') assert.deepEqual(given.reports, hostile.split('\n'));
        else assert.equal(given[name], type === 'boolean' ? true : hostile, name);
    }
});

test('the script reads no input that the manifest does not have', () => {
    const read = new Set([...fs.readFileSync(path.join(folder, 'run.ps1'), 'utf8').matchAll(/\$task\.(\w+)/g)].map(m => m[1]));
    const names = new Set([...manifest.inputs.map(i => i.name), 'isService']);

    assert.deepEqual([...read].filter(name => !names.has(name)), []);
    assert.deepEqual(manifest.inputs.map(i => i.name).filter(name => !read.has(name) && !['connection', 'workingDirectory'].includes(name)), []);
});

test('secrets of others do not reach PowerShell, and those of the connection are in variables of their own', () => {
    const started = prepare({
        INPUT_CONNECTION: 'id', ENDPOINT_URL_id: 'postgresql://db01/sales', ENDPOINT_AUTH_id: JSON.stringify({ parameters: { username: 'ann', password: 'geheim' } }),
        ENDPOINT_AUTH_PARAMETER_id_PASSWORD: 'geheim', ENDPOINT_AUTH_other: 'other', SECRET_X: 'x', SECUREFILE_TICKET_y: 'y', VSTS_SECRET_VARIABLES: '[]', PATH: '/bin', DB_PASSWORD: 'mine',
    }, folder);

    assert.deepEqual(Object.keys(started.env).sort(), ['DB_PASSWORD', 'MIGRATIONS_CONNECTION', 'MIGRATIONS_TASK', 'MIGRATIONS_TASK_PASSWORD', 'MIGRATIONS_TASK_USER', 'PATH']);
    assert.equal(started.env.MIGRATIONS_CONNECTION, 'postgresql://db01/sales');
    assert.equal(started.env.MIGRATIONS_TASK_PASSWORD, 'geheim');
    assert.ok(!JSON.stringify(started.args).includes('geheim') && !started.env.MIGRATIONS_TASK.includes('geheim'));
});

test('a service connection that is not there, and an action that is not there, are errors', () => {
    assert.throws(() => prepare({ INPUT_CONNECTION: 'id' }, folder), /no service connection 'id'/);
    assert.throws(() => prepare({ INPUT_ACTION: 'drop' }, folder), /no action 'drop'; there are plan, apply, undo/);
});

test('what ends the task arrives whole', () => {
    const line = completion(hostile);

    assert.equal(line.split('\n').length, 1);
    assert.equal(undo(line.slice(line.indexOf(']') + 1)), hostile);
    assert.equal(undo(escape('100%3B')), '100%3B');
    assert.equal(completion(null), null);
});

test('an agent without pwsh is told so', t => {
    const ended = run(place(t), { PATH: '' });

    assert.equal(ended.status, 1);
    assert.match(ended.stdout, /^##vso\[task\.complete result=Failed\]PowerShell 7\.4 or later \(pwsh\) is not on this agent/m);
});

test('the task ends as PowerShell does', { skip: process.platform === 'win32' }, t => {
    const bin = place(t);
    for (const code of [0, 3]) {
        fs.writeFileSync(path.join(bin, 'pwsh'), `#!/bin/sh\necho "$@"\nexit ${code}\n`, { mode: 0o755 });
        const ended = run(bin, { PATH: `${bin}:/bin:/usr/bin` });
        assert.equal(ended.status, code === 0 ? 0 : 1);
        assert.equal(ended.stdout.includes('##vso[task.complete result=Failed]'), code !== 0);
        assert.ok(ended.stdout.includes('-NonInteractive -File'));
    }
});

const hasPwsh = spawnSync('pwsh', ['-NoProfile', '-Command', 'exit 0']).status === 0;
const manifestOfModule = path.join(repository, 'out/Migrations/Migrations.psd1');

test('it plans, applies what was planned, and undoes', { skip: !hasPwsh || !fs.existsSync(manifestOfModule) }, t => {
    const work = place(t);
    fs.cpSync(path.join(repository, 'tests/samples/bookstore'), path.join(work, 'db'), { recursive: true });
    const inputs = { PATH: process.env.PATH, INPUT_CHANGELOG: 'db', INPUT_MODULEPATH: manifestOfModule, INPUT_CONNECTION: 'db', ENDPOINT_URL_db: 'sqlite:app.db', INPUT_PLANPATH: 'plan.json', INPUT_REPORTS: 'plan.md\nplan.sarif' };
    const outputs = ended => Object.fromEntries([...ended.stdout.matchAll(/^##vso\[task\.setvariable variable=(\w+);isOutput=true\](.*)$/gm)].map(m => [m[1], undo(m[2])]));

    const planned = run(work, { ...inputs, INPUT_ACTION: 'plan' });
    assert.equal(planned.status, 0, planned.stdout + planned.stderr);
    assert.deepEqual(outputs(planned), { MigrationsHasChanges: 'true', MigrationsBlocked: 'false', MigrationsPlanPath: path.join(work, 'plan.json') });
    assert.ok(fs.existsSync(path.join(work, 'plan.md')) && fs.existsSync(path.join(work, 'plan.sarif')));

    const applied = run(work, { ...inputs, INPUT_ACTION: 'apply' });
    assert.equal(applied.status, 0, applied.stdout + applied.stderr);
    assert.deepEqual(outputs(applied), { MigrationsAppliedCount: '12' });

    const undone = run(work, { ...inputs, INPUT_ACTION: 'undo', INPUT_TAG: 'release-1' });
    assert.equal(undone.status, 0, undone.stdout + undone.stderr);
    assert.deepEqual(outputs(undone), { MigrationsAppliedCount: '4' });

    const elsewhere = run(work, { ...inputs, INPUT_ACTION: 'apply', ENDPOINT_URL_db: 'sqlite:other.db' });
    assert.equal(elsewhere.status, 1);
    assert.match(elsewhere.stdout, /code=TargetMismatch/);
});

test('no input is run', { skip: !hasPwsh || !fs.existsSync(manifestOfModule) }, t => {
    const work = place(t);
    const ended = run(work, { PATH: process.env.PATH, INPUT_MODULEPATH: manifestOfModule, INPUT_CHANGELOG: hostile, MIGRATIONS_CONNECTION: 'Data Source=app.db' });

    assert.equal(ended.status, 1);
    assert.doesNotMatch(ended.stdout + ended.stderr, /^pwned/m);
    // An agent takes the first command in a line, so what stands in the text of another one is text.
    for (const line of ended.stdout.split('\n').filter(l => l.includes('##vso['))) {
        assert.match(line, /^##vso\[task\.(logissue|complete result=Failed\])/);
    }
});

function run(cwd, environment) {
    return spawnSync(process.execPath, [path.join(folder, 'index.js')], {
        cwd, encoding: 'utf8', timeout: 120_000,
        env: { TF_BUILD: 'True', AGENT_TEMPDIRECTORY: path.join(cwd, 'agent'), BUILD_SOURCESDIRECTORY: cwd, HOME: os.homedir(), ...environment },
    });
}
