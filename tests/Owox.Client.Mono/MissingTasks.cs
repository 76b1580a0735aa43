namespace Owox.Client.Tests;

/// <summary>Members for tasks and cancellation that the tests use and .NET Framework lacks.</summary>
internal static class MissingTasks
{
    extension<T>(IAsyncEnumerable<T> items)
    {
        public async Task<List<T>> ToListAsync(CancellationToken cancellationToken)
        {
            var list = new List<T>();
            await foreach (var item in items.WithCancellation(cancellationToken))
            {
                list.Add(item);
            }

            return list;
        }

        public async Task<T> FirstAsync(CancellationToken cancellationToken)
        {
            await foreach (var item in items.WithCancellation(cancellationToken))
            {
                return item;
            }

            throw new InvalidOperationException("The sequence is empty.");
        }
    }

    extension(Task task)
    {
        public async Task WaitAsync(TimeSpan limit)
        {
            if (await Task.WhenAny(task, Task.Delay(limit)) != task)
            {
                throw new TimeoutException();
            }

            await task;
        }
    }

    extension(Task task)
    {
        public async Task WaitAsync(CancellationToken cancellationToken)
        {
            await Task.WhenAny(task, Task.Delay(Timeout.Infinite, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            await task;
        }
    }

    extension<T>(Task<T> task)
    {
        public async Task<T> WaitAsync(TimeSpan limit)
        {
            await ((Task)task).WaitAsync(limit);
            return await task;
        }
    }

    extension(CancellationTokenSource source)
    {
        public Task CancelAsync()
        {
            source.Cancel();
            return Task.CompletedTask;
        }
    }
}
