using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Owox.Resilience;

namespace Owox.Demo;

/// <summary>The same job through the .NET client.</summary>
internal static class ClientDemo
{
    public static async Task RunAsync(string apiKey, CancellationToken cancellationToken)
    {
        using var session = OwoxSession.ForApiKey(ApiKey.Parse(apiKey), new OwoxSessionOptions { Retry = new PollyRetry() });
        var client = new OwoxClient(session);
        var context = await client.GetAuthContextAsync(cancellationToken);
        Console.WriteLine($"\nConnected to {session.Origin} as {context?.Email}, project '{context?.ProjectTitle}', with the key {session.ApiKeyId}.");

        var page = await new DataMartPager(null, 0).NextAsync(client, cancellationToken);
        Console.WriteLine("\nData marts whose title begins with 'Orders':");
        foreach (var mart in page!.Items.Where(static m => m.Title.StartsWith("Orders", StringComparison.Ordinal)))
        {
            Console.WriteLine($"  {mart.Title,-24} {mart.Status,-10} {mart.StorageTitle,-24} {mart.Id}");
        }

        var orders = page.Items.First(static m => m.Title == "Orders");
        var total = new Total();
        using var rows = await client.OpenRowsAsync(
            new DataMartQuery(orders.Id) { Columns = ["date", "revenue"], Limit = 1000 }, cancellationToken);
        while (await rows.ReadAsync(total, cancellationToken))
        {
            // Each pass handed more rows to the total.
        }

        var proof = await rows.VerifyAsync(client, cancellationToken);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\n{rows.RowsReceived} rows of '{orders.Title}', revenue {total.Sum:0.00} in all. Confirmed by the server's record: {proof.IsVerified}."));
    }

    private sealed class Total : IRowSink
    {
        public double Sum { get; private set; }

        public void OnRow(RowShape shape, object?[] values)
        {
            if (values[1] is not null)
            {
                Sum += Convert.ToDouble(values[1], CultureInfo.InvariantCulture);
            }
        }
    }
}
