using System.Collections.Generic;
using System.Threading.Tasks;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Owox.PowerShell.Tests.Engine;

/// <summary>
/// Puts each file of the Pester suite into a collection of its own. xunit runs collections side by side, as many as
/// xunit.runner.json says, and what is in one after the other; files that say so run after all others, alone.
/// </summary>
public sealed class PesterDiscoverer : TheoryDiscoverer
{
    protected override ValueTask<IReadOnlyCollection<IXunitTestCase>> CreateTestCasesForDataRow(
        ITestFrameworkDiscoveryOptions discoveryOptions,
        IXunitTestMethod testMethod,
        ITheoryAttribute theoryAttribute,
        ITheoryDataRow dataRow,
        object?[] testMethodArguments)
    {
        var file = (string)testMethodArguments[0]!;
        var suite = testMethod.TestClass;
        var collection = new XunitTestCollection(
            suite.TestCollection.TestAssembly, collectionDefinition: null, SuiteFile.RunsAlone(file), $"{file} {suite.TestClassSimpleName}");
        var method = new XunitTestMethod(new XunitTestClass(suite.Class, collection), testMethod.Method, testMethod.TestMethodArguments);
        return base.CreateTestCasesForDataRow(discoveryOptions, method, theoryAttribute, dataRow, testMethodArguments);
    }
}
