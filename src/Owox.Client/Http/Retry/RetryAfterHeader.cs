using System.Globalization;

namespace Owox;

/// <summary>Reads how long a server asks to wait.</summary>
public static class RetryAfterHeader
{
    /// <summary>From <c>Retry-After</c> (seconds or a date), or from the <c>x-retry-after</c> of the sign-in routes.</summary>
    public static TimeSpan? Read(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        if (header?.Delta is { } delta)
        {
            return delta;
        }

        if (header?.Date is { } date)
        {
            var wait = date - DateTimeOffset.UtcNow;
            return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }

        return response.Headers.TryGetValues("x-retry-after", out var values)
            && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 0 and < 86_400
            ? TimeSpan.FromSeconds(seconds)
            : null;
    }
}
