using Owox.PowerShell.Commands.Api;
using Owox.PowerShell.Rows;

namespace Owox.PowerShell.Api;

/// <summary>Writes responses of Invoke-OwoxApi to the pipeline.</summary>
internal sealed class ResponseWriter(InvokeOwoxApiCommand cmdlet)
{
    /// <summary>Writes a response: JSON as objects, anything else as text.</summary>
    public void Write(RawResponse response)
    {
        if (response.IsEmpty)
        {
            return;
        }

        if (!cmdlet.Raw && response.IsRows)
        {
            cmdlet.WriteWarning("The response contains rows, which are returned as one string. To get objects while the rows arrive, use -AsStream.");
        }

        if (cmdlet.Raw || !response.IsJson)
        {
            cmdlet.WriteObject(response.ReadText());
        }
        else if (PSObjectConverter.Convert(response.ReadJson()) is { } value)
        {
            cmdlet.WriteObject(value, enumerateCollection: true);
        }
    }

    /// <summary>Writes the items of all pages.</summary>
    public void WritePages(RawRequest first)
    {
        foreach (var page in cmdlet.ReadPages(client => client.Api.ListPagesAsync(first)))
        {
            if (!page.IsPaged)
            {
                cmdlet.WriteWarning("The response has no nextOffset, so it is returned unchanged and no further page is requested.");
            }

            foreach (var value in page.Items.Select(static item => PSObjectConverter.Convert(item)).Where(static value => value is not null))
            {
                cmdlet.WriteObject(value, enumerateCollection: true);
            }
        }
    }
}
