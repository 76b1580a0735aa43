namespace Owox.Sandbox.Seed;

/// <summary>The ids of the entities that the sandbox holds from the start.</summary>
internal static class SeedIds
{
    public const string RecordedStorage = "40f151e4-1b3a-4892-93bb-ea3673c17b33";
    public const string RecordedDemoStorage = "ff37a95d-09d3-49cb-84c3-19549a9f07f2";
    public const string SnowflakeStorage = "a0d59050-1dae-4c26-a2df-de7c03cefc6e";
    public const string ShopStorage = "5b0f8c1e-6a3d-4f0e-9c57-2d1f7a8e4b10";

    public const string Orders = "6f1c2a54-0b7e-4d39-8a61-c5e0d9f3b201";
    public const string Customers = "2d9e7b16-5c48-4f0a-b3d2-91a6e8c47f02";
    public const string AdSpend = "8a3b5d70-e2f4-4c1b-9d86-7f05b1a2c903";
    public const string Events = "c41d8e92-3f6a-4b75-a0e9-1b2c3d4e5f04";
    public const string Empty = "e7a9c0b3-84d1-4e26-95f7-6c5b4a3d2e05";
    public const string Draft = "17f4b6d8-a9c2-4350-8e1d-0f9e8d7c6b06";
    public const string AwkwardNames = "93c8d1e5-7b2f-4a60-b4c9-5e6d7f8a9b07";
    public const string AwkwardValues = "b52e6f19-d0a8-4c73-8f3e-a1b0c9d8e708";
    public const string Truncated = "40d7a2c6-1e95-4b8f-9a04-3c2d1e0f9a09";
    public const string Denied = "d86f3b01-92ce-4d57-a7b3-4f5e6d7c8b10";
    public const string Wide = "75a0e4c9-68b3-4f1d-8c2a-9e8f7a6b5c11";
    public const string LongText = "fa15d2b7-30c4-4e89-b6d0-8b9c0d1e2f12";
    public const string Nested = "5c7e1d90-43b8-4a2f-9e6d-b7a8c9d0e115";
    public const string Connector = "3e92c7f0-b4a1-4d68-9f25-d0c1b2a3f413";
    public const string FailingConnector = "a08b4d63-5f7e-4c12-8d9b-e2f3a4b5c614";

    public const string RecordedOrders = "a1ae8a66-37ce-495f-8a1d-3d2022e2e8c1";
    public const string RecordedCountries = "db204013-d4d3-4876-a671-fe602cc71750";
    public const string RecordedEvents = "6680e4bc-510b-408d-a629-ff455a9d52f4";
    public const string RecordedConnector = "3a9f7583-859f-4780-9673-56da54a99289";
    public const string RecordedCampaigns = "13bacf31-b26f-4845-b122-569d950a846a";
    public const string RecordedLedger = "a5ffb2fa-1d36-4411-abdf-1f738b27081b";
    public const string RecordedSmall = "fe05bacc-3c25-4db3-b504-46d4782c0cf4";
    public const string RecordedLarge = "3a2ccc4c-ee25-49c1-8630-b342f0e29ba8";
    public const string RecordedBroken = "324dd0ee-da22-4dc1-a98b-5561bfbb0c02";
    public const string RecordedEmpty = "d9dc56e7-584f-43ed-87b9-c077a779ab30";
    public const string RecordedDraft = "45305667-a779-4ca0-8a3c-20db53182340";
    public const string RecordedSql = "fd960bb8-9745-45f9-93ec-c98e5cd06009";
    public const string RecordedDenied = "2246098f-cc4a-4e25-8c25-7227eef8ae75";

    /// <summary>The data marts that the start-up line names.</summary>
    public static IReadOnlyDictionary<string, string> Named { get; } = new Dictionary<string, string>(System.StringComparer.Ordinal)
    {
        ["orders"] = Orders,
        ["customers"] = Customers,
        ["adSpend"] = AdSpend,
        ["events"] = Events,
        ["empty"] = Empty,
        ["draft"] = Draft,
        ["truncated"] = Truncated,
        ["denied"] = Denied,
        ["awkward"] = AwkwardNames,
        ["awkwardValues"] = AwkwardValues,
        ["nested"] = Nested,
        ["wide"] = Wide,
        ["longText"] = LongText,
        ["connector"] = Connector,
        ["failingConnector"] = FailingConnector,
        ["recordedOrders"] = RecordedOrders,
        ["recordedCountries"] = RecordedCountries,
        ["recordedSmall"] = RecordedSmall,
        ["recordedLarge"] = RecordedLarge,
        ["recordedConnector"] = RecordedConnector,
    };
}
