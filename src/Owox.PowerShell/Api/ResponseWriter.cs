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
            cmdlet.WriteWarning("The response is rows, which come here as one text. -AsStream gives them as objects, as they arrive.");
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
                cmdlet.WriteWarning("The response has no nextOffset: it is given as it is, and there is no next page to follow.");
            }

            foreach (var value in page.Items.Select(static item => PSObjectConverter.Convert(item)).Where(static value => value is not null))
            {
                cmdlet.WriteObject(value, enumerateCollection: true);
            }
        }
    }
}
