namespace Owox.Sandbox.Tests.Contract;

/// <summary>The IDs in the recorded samples, and what stands for them in a sandbox.</summary>
internal static class RecordedIds
{
    /// <summary>The IDs of resources that were created for the recording, with the sample that created them.</summary>
    public static IReadOnlyDictionary<string, string> Creations { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["042fd6c7-38e3-463e-a91a-12933fb74f11"] = "data-marts.create",
        ["98c25fd9-9a7b-4536-8160-6921442d09b0"] = "data-marts.create",
        ["73dd59b3-4955-4feb-8780-4a0a6fc7f784"] = "data-marts.create",
        ["edcc9cf7-f7f9-432a-9084-8ff9008a08a7"] = "data-marts.create-member",
        ["5121338d-0b34-4918-a2f0-aed574b28507"] = "contexts.create",
        ["3d1fd0fa-35c6-4311-84f6-f019d9b57370"] = "destinations.create-looker-studio",
        ["78942fdf-07f2-4800-8141-4e287f6cc994"] = "insight-templates.create",
        ["88503e3d-5c14-4f5d-874c-b4d08bd80382"] = "relationships.create",
        ["251ec2de-d419-5356-874a-d3fc77a2fb45"] = "reports.create",
        ["dbee0c0c-ece9-4154-8589-438feff4ad6b"] = "scheduled-triggers.create-report",
        ["283fc86a-8a97-4b26-9758-a7fb9330e3cd"] = "scheduled-triggers.create-on-events",
        ["19ab98dc-5944-4f84-a738-104264e1c533"] = "storages.create",
        ["d957082a-7653-425e-b230-fc07166ad1b9"] = "members.invite",
        ["702e6efd-6587-4138-ad42-8addd81e3c66"] = "credentials.create",
        ["d6199c18-9826-40e8-a916-e878cf725fce"] = "credentials.create",
    };

    /// <summary>The sandbox contains the data of 0.31. Each ID in the samples of 0.35 is mapped to the ID of a similar resource.</summary>
    public static IReadOnlyDictionary<string, string> Counterparts { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["f2e51ec4-f13c-4266-96e9-9eeaa20ff1d1"] = "a1ae8a66-37ce-495f-8a1d-3d2022e2e8c1",
        ["9bd2416d-fac7-4d57-96b9-c9f66096118b"] = "fe05bacc-3c25-4db3-b504-46d4782c0cf4",
        ["5bf00b2a-d4b1-426e-920c-8fa7d579cea0"] = "3a9f7583-859f-4780-9673-56da54a99289",
        ["9aff0fba-1886-41da-95ae-3b33a623c3b5"] = "a1ae8a66-37ce-495f-8a1d-3d2022e2e8c1",
        ["1698fc0e-3830-4ba4-9ebb-8bdeb094c9de"] = "45305667-a779-4ca0-8a3c-20db53182340",
        ["ff394f5c-d5b0-442b-9d93-5ead7db79b28"] = "db204013-d4d3-4876-a671-fe602cc71750",
        ["87c26d12-32e4-40b1-959f-1dfb0a25eea6"] = "db204013-d4d3-4876-a671-fe602cc71750",
        ["adfd8f9b-e641-42e8-9314-b6dfae13715f"] = "db204013-d4d3-4876-a671-fe602cc71750",
        ["8b19b56f-7d11-540a-8c3b-b123c115f008"] = "31f18df8-ddb3-537b-a999-51d060ae3755",
        ["5d6b64e0-6a86-5eef-b22b-4b6ba636b6b6"] = "31f18df8-ddb3-537b-a999-51d060ae3755",
        ["3f10c5d0-2c81-48c4-8912-4e5a19765971"] = "ff37a95d-09d3-49cb-84c3-19549a9f07f2",
        ["44d75bd8-d706-4465-b624-a3202a228fa9"] = "ff37a95d-09d3-49cb-84c3-19549a9f07f2",
        ["78c2e1ec-34d1-4952-914a-a2f97b1b9c08"] = "3a684bf9-7cdb-4978-b1e2-998e239b35b8",
        ["8f58fe5a-eea6-4316-b8d5-b8fcebb342fc"] = "0c7ea2fe-0e97-42e3-8f74-21da3fb00644",
        ["f6fd0458-9dde-4fdb-a31c-dc075bf46c25"] = "a0d59050-1dae-4c26-a2df-de7c03cefc6e",
        ["5d1fa3c0-638b-489d-9531-35b91d65360e"] = "e17b47eb-b403-49b6-9f7b-8aac869e77c1",
        ["16c34c74-a5fc-4bd4-8b23-299ae3e14dce"] = "e8bb0b36-4bff-4168-815d-e05b55220c96",
        ["f016c822-649a-4274-8208-736209c8e3a8"] = "c96cd9eb-2c96-4f0a-b1e7-fef52cf35f86",
        ["73054271-2bc7-485a-90ac-aac01b83778e"] = "cd5b0c41-894e-4ef9-a018-35440055f81d",
        ["iDFuTVPqMrA2QlXHMTezYuTO03whgYqp"] = "wFlqXnrGmddQuNkoaTpvRjU3QsV3UAHF",
        ["1bbe1f8e-140b-4049-92fb-00a16ad56134"] = "7e33e3bc-4bf5-46d1-9041-40f6f3d75fc6",
    };

    /// <summary>Replaces the IDs in a recorded text by those of the sandbox.</summary>
    public static string Translate(Sample sample, string text) => sample.Files.Version == ApiVersion.V035
        ? Counterparts.Aggregate(text, static (current, pair) => current.Replace(pair.Key, pair.Value, StringComparison.Ordinal))
        : text;
}
