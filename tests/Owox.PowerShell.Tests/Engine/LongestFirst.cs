using System;
using System.Collections.Generic;
using System.Linq;
using Owox.PowerShell.Tests.Engine;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Owox.PowerShell.Tests.Engine;

/// <summary>Begins with what takes long, so that at the end no test is waited for while nothing else is left to run.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(static c => Seconds(c.TestCollectionDisplayName)).ThenBy(static c => c.TestCollectionDisplayName, StringComparer.Ordinal)];

    // A file's collection begins with its name; the others are short, but for the client's tests on Mono.
    private static int Seconds(string collection) =>
        collection.Split(' ')[0] is var file && SuiteFile.IsOne(file) ? SuiteFile.Seconds(file) : int.MaxValue;
}
