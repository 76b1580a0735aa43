using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using Xunit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Owox.Client.Tests.Architecture;

/// <summary>The folders of the client are layers. A layer uses only the layers listed here. Folders and subfolders have no cycles.</summary>
public sealed class LayerTests
{
    private static readonly string[] Values = ["Text", "Redaction", "Errors"];
    private static readonly string[] Requests = [.. Values, "Operations", "Audit", "Http", "Authentication", "Sessions"];
    private static readonly string[] Streams = [.. Requests, "Conversion", "Resources", "Queries"];

    /// <summary>The layers from the lowest to the highest, each with the layers that it may use.</summary>
    private static readonly (string Layer, string[] Allowed)[] Layers =
    [
        ("Text", []),
        ("Redaction", ["Text"]),
        ("Errors", ["Redaction"]),
        ("Conversion", []),
        ("Tracing", []),
        ("Operations", Values),
        ("Audit", Values),
        ("Http", [.. Values, "Tracing", "Operations", "Audit"]),
        ("Authentication", [.. Values, "Operations", "Http"]),
        ("Sessions", [.. Values, "Operations", "Audit", "Http", "Authentication"]),
        ("Resources", Requests),
        ("Queries", [.. Requests, "Conversion", "Resources"]),
        ("Rows", Streams),
        ("Files", [.. Streams, "Rows"]),
        ("Tables", [.. Streams, "Rows"]),
        ("RawRequests", [.. Streams, "Rows", "Files"]),
    ];

    private static readonly ArchUnitNET.Domain.Architecture Client = new ArchLoader().LoadAssemblies(typeof(OwoxClient).Assembly).Build();

    public static TheoryData<string> Names => [.. Layers.Select(static layer => layer.Layer)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ALayerUsesOnlyTheLayersThatItMayUse(string layer)
    {
        var allowed = Layers.Single(each => each.Layer == layer).Allowed;
        var others = Types().That().FollowCustomPredicate(
            type => SourceFolders.LayerOf(type) is { } other && other != layer && !allowed.Contains(other, StringComparer.Ordinal),
            $"are in a folder that {layer} may not use");
        Types().That().FollowCustomPredicate(type => SourceFolders.LayerOf(type) == layer, $"are in the folder {layer}")
            .Should().NotDependOnAny(others)
            .Check(Client);
    }

    [Fact]
    public void TheFoldersHaveNoCycles()
    {
        var rule = new SliceRuleCreator();
        rule.SetSliceAssignment(new SliceAssignment(
            static type => SourceFolders.FolderOf(type) is { } folder ? SliceIdentifier.Of(folder) : SliceIdentifier.Ignore(), "The folders of the client"));
        new GivenSlices(rule).Should().BeFreeOfCycles().Check(Client);
    }

    [Fact]
    public void ALayerUsesOnlyLayersBelowIt()
    {
        for (var i = 0; i < Layers.Length; i++)
        {
            Assert.Subset(Layers.Take(i).Select(static layer => layer.Layer).ToHashSet(), Layers[i].Allowed.ToHashSet());
        }
    }

    [Fact]
    public void EachFolderIsALayer() => Assert.Equal(
        [SourceFolders.Root, .. Names.Select(static row => row.Data).Order(StringComparer.Ordinal)],
        SourceFolders.Layers.Order(StringComparer.Ordinal));

    [Fact]
    public void TheDocumentationShowsTheLayers()
    {
        var text = File.ReadAllText(Path.Combine(SourceFolders.Repository, "docs", "architecture.md"));
        var client = text[text.IndexOf("src/Owox.Client", StringComparison.Ordinal)..text.IndexOf("src/Owox.Resilience", StringComparison.Ordinal)];
        var shown = Regex.Matches(client, @"^ +(?<folder>\w+)/ ", RegexOptions.Multiline, TimeSpan.FromSeconds(5)).Select(static match => match.Groups["folder"].Value);
        Assert.Equal(Layers.Reverse().Select(static layer => layer.Layer), shown);
    }
}
