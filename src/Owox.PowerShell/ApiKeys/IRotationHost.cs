namespace Owox.PowerShell.ApiKeys;

/// <summary>What a rotation does over the connection, on the pipeline thread.</summary>
internal interface IRotationHost
{
    T Call<T>(Func<OwoxClient, CancellationToken, Task<T>> work);

    bool Prove(ApiKey key);
}

/// <summary>How a key is rotated.</summary>
internal sealed record RotationTerms(string Origin, DateTimeOffset? ExpiresAt, bool KeepOld, TimeSpan GracePeriod);
