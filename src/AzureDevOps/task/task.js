// What the task hands to PowerShell. Nothing that comes from a pipeline becomes a part of a command line or of a script: inputs travel as JSON in an environment
// variable that a fixed script reads, secrets in variables of their own, and nothing else of what the agent has put into the environment is passed on.
'use strict';

const path = require('path');

/** The inputs that the script knows, as task.json has them. */
const texts = ['changelog', 'environment', 'contexts', 'labels', 'failOn', 'planPath', 'count', 'tag', 'modulePath'];
const switches = ['publishTestResults', 'allowDataLoss'];
const actions = ['plan', 'apply', 'undo'];

/** What agents put beside the variables of a pipeline: inputs, and secrets of all service connections and variables. */
const privateVariable = /^(INPUT_|ENDPOINT_|SECRET_|SECUREFILE_|VSTS_SECRET_VARIABLES$|VSTS_TASKVARIABLE_|MIGRATIONS_TASK$)/i;

/** The value of an input; empty where it is not given. */
function input(environment, name) {
    return (environment[`INPUT_${name.replace(/[ .]/g, '_').toUpperCase()}`] ?? '').trim();
}

/** The database of a service connection: its URL, and user and password. */
function connectionOf(environment, id) {
    const url = environment[`ENDPOINT_URL_${id}`];
    if (!url) {
        throw new Error(`There is no service connection '${id}', or the pipeline may not use it.`);
    }
    const parameters = JSON.parse(environment[`ENDPOINT_AUTH_${id}`] || '{}').parameters ?? {};
    return { url, user: parameters.username ?? '', password: parameters.password ?? '' };
}

/**
 * How PowerShell is started.
 * @param environment The variables of the agent's process.
 * @param folder The folder of the task.
 * @returns {{ command: string, args: string[], cwd: string, env: object }}
 */
function prepare(environment, folder) {
    const action = input(environment, 'action') || 'plan';
    if (!actions.includes(action)) {
        throw new Error(`There is no action '${action}'; there are ${actions.join(', ')}.`);
    }
    const cwd = path.resolve(input(environment, 'workingDirectory') || environment.BUILD_SOURCESDIRECTORY || environment.SYSTEM_DEFAULTWORKINGDIRECTORY || process.cwd());
    const given = { action, reports: input(environment, 'reports').split(/\r?\n/).map(line => line.trim()).filter(line => line) };
    for (const name of texts) {
        given[name] = input(environment, name);
    }
    for (const name of switches) {
        given[name] = input(environment, name).toLowerCase() === 'true';
    }
    given.modulePath = given.modulePath ? path.resolve(cwd, given.modulePath) : path.join(folder, 'Migrations', 'Migrations.psd1');

    const env = Object.fromEntries(Object.entries(environment).filter(([name]) => !privateVariable.test(name)));
    const service = input(environment, 'connection');
    given.isService = service !== '';
    if (service) {
        const database = connectionOf(environment, service);
        env.MIGRATIONS_CONNECTION = database.url;
        env.MIGRATIONS_TASK_USER = database.user;
        env.MIGRATIONS_TASK_PASSWORD = database.password;
    }
    env.MIGRATIONS_TASK = JSON.stringify(given);
    return { command: 'pwsh', args: ['-NoLogo', '-NoProfile', '-NonInteractive', '-File', path.join(folder, 'run.ps1')], cwd, env };
}

/** Text in a command of the agent, escaped so that it arrives whole. The percent sign comes first. */
function escape(text) {
    return String(text).replace(/%/g, '%AZP25').replace(/;/g, '%3B').replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/\]/g, '%5D');
}

/** The command that ends the task. */
function completion(error) {
    return error ? `##vso[task.complete result=Failed]${escape(error)}` : null;
}

module.exports = { prepare, escape, completion };
