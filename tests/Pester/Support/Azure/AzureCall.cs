using System.Collections.Generic;
using System.Threading;

/// <summary>A request that the stand-in received.</summary>
public sealed class AzureCall
{
    public string Method { get; set; }
    public string Path { get; set; }
    public string Query { get; set; }
    public string Body { get; set; }
    public string Authorization { get; set; }
    public string Metadata { get; set; }
    public string IdentityHeader { get; set; }
}

/// <summary>A change of the responses to some requests.</summary>
public sealed class AzureFault
{
    public string Method { get; set; }
    public string Path { get; set; }
    public string Kind { get; set; }
    public int Skip { get; set; }
    public int Times { get; set; } = 1;
    public int Seen { get; set; }
    public int Status { get; set; } = 500;
    public double Seconds { get; set; }
    public string Body { get; set; } = "";
    public Dictionary<string, string> Headers { get; } = new Dictionary<string, string>();
    public ManualResetEvent Reached { get; } = new ManualResetEvent(false);
    public ManualResetEvent Released { get; } = new ManualResetEvent(false);
}
