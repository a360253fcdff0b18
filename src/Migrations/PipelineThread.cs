using System.Runtime.ExceptionServices;

namespace Migrations;

/// <summary>
/// Lets work that runs on other threads use the one thread on which PowerShell accepts output: what they post is done here, in the
/// order in which it was posted. Nobody who waits here spins: the processor is the database's meanwhile, which may be on this machine.
/// </summary>
sealed class PipelineThread
{
    /// <param name="Do">What to do on the pipeline thread.</param>
    /// <param name="Drop">What to do instead once the pipeline takes no more.</param>
    readonly record struct Request(Action Do, Action? Drop = null);

    readonly Queue<Request> requests = new();

    /// <summary>
    /// Starts the work and serves its requests until it has ended, well or badly. Called on the pipeline thread.
    /// </summary>
    /// <param name="work">Runs on the thread pool.</param>
    /// <param name="stop">Cancelled when the pipeline takes no more: the command after ours has enough, the user stopped it, a preference says Stop.</param>
    /// <returns>The ended work. Its exception, if any, is the caller's to look at.</returns>
    /// <exception cref="Exception">What the pipeline threw at a request; the work has ended by then.</exception>
    public Task Run(Func<Task> work, CancellationTokenSource stop)
    {
        ExceptionDispatchInfo? refusal = null;
        bool ended = false;
        var running = Task.Run(work);
        running.ContinueWith(_ => Post(() => ended = true, () => ended = true), TaskScheduler.Default);
        while (!ended)
        {
            var request = Next();
            if (refusal is not null)
            {
                request.Drop?.Invoke();
                continue;
            }
            try
            {
                request.Do();
            }
            catch (Exception exception)
            {
                refusal = ExceptionDispatchInfo.Capture(exception);
                stop.Cancel();
            }
        }
        refusal?.Throw();
        return running;
    }

    /// <summary>Has something done on the pipeline thread, and does not wait for it.</summary>
    public void Post(Action action) => Post(action, null);

    /// <summary>Has something done on the pipeline thread. What it throws ends the pipeline, as with <see cref="Post(Action)"/>.</summary>
    /// <returns>Ends when it is done.</returns>
    /// <exception cref="OperationCanceledException">The pipeline takes no more.</exception>
    public Task SendAsync(Action action)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(Do, ended.SetCanceled);
        return ended.Task;

        void Do()
        {
            try
            {
                action();
                ended.SetResult();
            }
            finally
            {
                ended.TrySetCanceled();
            }
        }
    }

    /// <summary>Has something done on the pipeline thread, and gives its result, or its exception.</summary>
    /// <exception cref="OperationCanceledException">The pipeline takes no more.</exception>
    public Task<T> AskAsync<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() => Answer(question, answer), answer.SetCanceled);
        return answer.Task;
    }

    static void Answer<T>(Func<T> question, TaskCompletionSource<T> answer)
    {
        try
        {
            answer.SetResult(question());
        }
        catch (Exception exception)
        {
            answer.SetException(exception);
        }
    }

    /// <summary>There is no end of posting, so that a late notice from a driver's thread is no error.</summary>
    void Post(Action action, Action? drop)
    {
        lock (requests)
        {
            requests.Enqueue(new Request(action, drop));
            Monitor.Pulse(requests);
        }
    }

    Request Next()
    {
        lock (requests)
        {
            while (requests.Count == 0)
                Monitor.Wait(requests);
            return requests.Dequeue();
        }
    }
}
