// The handler of the task: starts PowerShell, and ends as it does.
'use strict';

const { spawn } = require('child_process');
const { prepare, completion } = require('./task');

function end(error) {
    const command = completion(error);
    if (command) {
        console.log(command);
        process.exitCode = 1;
    }
}

try {
    const { command, args, cwd, env } = prepare(process.env, __dirname);
    const shell = spawn(command, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'], shell: false });
    for (const signal of ['SIGINT', 'SIGTERM']) {
        // The agent cancels: PowerShell stops the running statement, and this process waits for it.
        process.on(signal, () => shell.kill(signal));
    }
    shell.on('error', error => end(error.code === 'ENOENT'
        ? 'PowerShell 7.4 or later (pwsh) is not on this agent, or the working directory does not exist.'
        : `pwsh could not be started: ${error.message}`));
    shell.on('exit', (code, signal) => end(code === 0 ? null : signal ? `pwsh was ended by ${signal}.` : 'The migrations failed; the log says why.'));
} catch (error) {
    end(error.message);
}
