using System;
using System.Runtime.CompilerServices;
using Xunit;
using Xunit.v3;

namespace Owox.PowerShell.Tests.Engine;

/// <summary>A theory whose rows are files of the Pester suite; they run side by side.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(typeof(PesterDiscoverer))]
public sealed class PesterTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : TheoryAttribute(sourceFilePath, sourceLineNumber);
