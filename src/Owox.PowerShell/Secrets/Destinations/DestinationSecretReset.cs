namespace Owox.PowerShell.Secrets.Destinations;

/// <summary>
/// Replaces the secret key of a destination. The server replaces it at once, so the current key is stored first: this shows that the store can
/// be written, and corrects a store that an interrupted run left with an older key.
/// </summary>
/// <param name="destination">The destination with its current key.</param>
/// <param name="secret">The secret for the key.</param>
/// <param name="cmdlet">Sends the requests.</param>
internal sealed class DestinationSecretReset(Destination destination, DestinationSecret secret, ConnectionCmdletBase cmdlet)
{
    private const int MaxAttempts = 3;

    public OwoxDestinationSecret Run()
    {
        var isRepair = secret.IsDifferent(destination);
        StoreCurrent();
        Store(Reset());
        return new OwoxDestinationSecret
        {
            DestinationId = destination.Id,
            DestinationTitle = destination.Title,
            SecretName = secret.Name,
            Vault = secret.VaultName,
            Repaired = isRepair,
        };
    }

    private void StoreCurrent()
    {
        try
        {
            secret.RequireReplaceable();
            if (secret.TryStore(destination) is { } failure)
            {
                throw failure;
            }

            secret.WriteMetadata(destination);
        }
        catch (OwoxVaultException e)
        {
            throw new OwoxVaultException(
                e.Reason, $"The secret key of the destination '{destination.Title}' was not reset, because the store cannot be written. {e.Message}", e);
        }
    }

    // The key can be read again, so a response that was lost, that is an error, or that lacks the key, is not an error if the key has changed.
    private Destination Reset()
    {
        OwoxException? unknown = null;
        try
        {
            var changed = cmdlet.Call((client, cancellationToken) => client.Destinations.ResetSecretKeyAsync(destination.Id, cancellationToken));
            if (changed.GetSecretKey() is not null)
            {
                return changed;
            }
        }
        catch (OwoxException e) when (e.Reason is ErrorReason.OutcomeUnknown or ErrorReason.UnexpectedResponse or ErrorReason.ServerError)
        {
            unknown = e;
        }

        var now = TryRead();
        if (now is not null && DestinationSecret.KeyOf(now) != DestinationSecret.KeyOf(destination))
        {
            return now;
        }

        throw unknown is { Reason: ErrorReason.ServerError } && now is not null
            ? unknown
            : new OwoxConnectionException(
                ErrorReason.OutcomeUnknown,
                $"{unknown?.Message ?? "The server returned no new secret key."} Run the command again: it first stores the key that the destination then has.",
                unknown);
    }

    // The key is stored again if the store failed, or if another command reset it in the meantime.
    private void Store(Destination current)
    {
        OwoxVaultException? failure = null;
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            if (failure is not null)
            {
                cmdlet.WriteVerbose($"The new key could not be stored and is stored again. {failure.Message}");
                Wait();
            }

            failure = secret.TryStore(current);
            if (failure is not null)
            {
                continue;
            }

            var stored = current;
            Confirm("its metadata could not be written", () => secret.WriteMetadata(stored));
            Confirm("the server did not confirm that it is the current key", () => current = Read());
            if (DestinationSecret.KeyOf(current) == DestinationSecret.KeyOf(stored))
            {
                return;
            }
        }

        throw failure is null ? Conflict() : NotStored(failure);
    }

    private void Confirm(string problem, Action step)
    {
        try
        {
            step();
        }
        catch (OwoxException e) when (e is OwoxApiException or OwoxConnectionException or OwoxVaultException)
        {
            throw new OwoxVaultException(
                ErrorReason.RotationIncomplete,
                $"The secret key of the destination '{destination.Title}' was reset and stored in the secret '{secret.Name}' in the vault '{secret.VaultName}', but {problem}. {e.Message}",
                e);
        }
    }

    private Destination? TryRead()
    {
        try
        {
            return Read();
        }
        catch (OwoxException)
        {
            // The error that is being reported describes the problem.
            return null;
        }
    }

    private Destination Read()
    {
        var now = cmdlet.Call((client, cancellationToken) => client.Destinations.GetAsync(destination.Id, cancellationToken));
        return now.GetSecretKey() is not null
            ? now
            : throw new OwoxVaultException(ErrorReason.DestinationHasNoSecret, "The server no longer returns the secret key of the destination.");
    }

    private void Wait() => cmdlet.Await(static async (_, cancellationToken) =>
    {
        await Task.Delay(ModuleTimings.Current.VaultRetryDelay, cancellationToken).ConfigureAwait(false);
        return true;
    });

    private OwoxVaultException NotStored(OwoxVaultException failure) => new(
        ErrorReason.DestinationSecretNotStored,
        $"The secret key of the destination '{destination.Title}' was reset, but the new key could not be stored in the secret '{secret.Name}' in the vault '{secret.VaultName}'. "
        + "The previous key no longer works. When the store can be written, run the command again, which first stores the current key: "
        + $"Reset-OwoxDestinationSecret {destination.Id} {secret.Parameters}{(secret.KeepsMetadata ? "" : " -Force")}. {failure.Message}",
        failure);

    private OwoxVaultException Conflict() => new(
        ErrorReason.RotationConflict,
        $"Another command resets the secret key of the destination '{destination.Title}' at the same time. Run the command again when the other one has ended.");
}
