using System.Globalization;
using System.Text;
using System.Xml;
using Owox.PowerShell.Inventory;
using static Owox.PowerShell.DataMartCheckStatus;

namespace Owox.PowerShell.Quality;

/// <summary>
/// Writes the results as JUnit XML: a test suite for each data mart, and a test case for each check. The names of test cases do not depend on the
/// results, so that a pipeline can compare its runs. All differences of a schema are therefore one test case.
/// </summary>
internal static class JUnitReport
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        NewLineChars = "\n",
        CloseOutput = false,
    };

    public static void Write(Stream stream, IReadOnlyCollection<OwoxDataMartTest> tests)
    {
        var suites = tests.Select(static test => new Suite(test)).ToArray();
        using var xml = XmlWriter.Create(stream, Settings);
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", "Owox");
        WriteTotals(xml, suites.SelectMany(static suite => suite.Cases).ToArray(), tests.Aggregate(TimeSpan.Zero, static (sum, test) => sum + test.Duration));
        foreach (var suite in suites)
        {
            Write(xml, suite);
        }

        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, Suite suite)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", suite.Name);
        WriteTotals(xml, suite.Cases, suite.Test.Duration);

        // The schema does not allow this attribute for the root.
        xml.WriteAttributeString("skipped", XmlConvert.ToString(suite.Cases.Count(static item => item.Status == Skipped)));
        xml.WriteAttributeString("timestamp", suite.Test.StartedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        foreach (var item in suite.Cases)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("classname", suite.Name);
            xml.WriteAttributeString("name", item.Name);
            xml.WriteAttributeString("time", Seconds(item.Duration));
            WriteResult(xml, item);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteResult(XmlWriter xml, TestCase item)
    {
        if (item.Status == Passed)
        {
            return;
        }

        if (item.Status == Warning)
        {
            xml.WriteElementString("system-out", item.Text);
            return;
        }

        xml.WriteStartElement(item.Status switch { Failed => "failure", Error => "error", _ => "skipped" });
        xml.WriteAttributeString("message", item.Message);
        if (item.Status != Skipped)
        {
            xml.WriteAttributeString("type", item.Type);
            xml.WriteString(item.Text);
        }

        xml.WriteEndElement();
    }

    private static void WriteTotals(XmlWriter xml, TestCase[] cases, TimeSpan time)
    {
        void Total(string name, int number) => xml.WriteAttributeString(name, XmlConvert.ToString(number));
        Total("tests", cases.Length);
        Total("failures", cases.Count(static item => item.Status == Failed));
        Total("errors", cases.Count(static item => item.Status == Error));
        xml.WriteAttributeString("time", Seconds(time));
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>Replaces characters that XML cannot contain.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                clean.Append(text[i++]).Append(text[i]);
            }
            else
            {
                clean.Append(XmlConvert.IsXmlChar(text[i]) ? text[i] : '\uFFFD');
            }
        }

        return clean.ToString();
    }

    /// <summary>The test cases of a data mart.</summary>
    private sealed class Suite
    {
        public Suite(OwoxDataMartTest test)
        {
            Test = test;
            Name = Clean(new ResolvedItem(test.DataMartId ?? test.DataMartTitle ?? "", test.DataMartId is null ? null : test.DataMartTitle).FullName);
            Cases = test.Findings.GroupBy(static finding => finding.Check == DataMartCheck.DataQuality && finding.Name is { } rule ? $"{finding.Check}: {rule}" : $"{finding.Check}", StringComparer.Ordinal)
                .Select(static group => new TestCase(Clean(group.Key), group.ToArray())).ToArray();
        }

        public OwoxDataMartTest Test { get; }

        public string Name { get; }

        public TestCase[] Cases { get; }
    }

    /// <summary>The findings of a check.</summary>
    private sealed class TestCase(string name, OwoxDataMartFinding[] findings)
    {
        public string Name => name;

        public DataMartCheckStatus Status { get; } = findings.Max(static finding => finding.Status);

        public TimeSpan Duration { get; } = findings.Aggregate(TimeSpan.Zero, static (sum, finding) => sum + (finding.Duration ?? TimeSpan.Zero));

        public string Type => Clean(findings[0].ErrorId ?? findings[0].Severity ?? Status.ToString());

        public string Message => Clean(findings.Length == 1 ? findings[0].Message : FormattableString.Invariant($"{findings.Length} differences"));

        public string Text => Clean(string.Join("\n", findings.Select(Describe)));

        private static string Describe(OwoxDataMartFinding finding)
        {
            var values = new[] { finding.Expected is null ? null : $"expected: {finding.Expected}", finding.Actual is null ? null : $"actual: {finding.Actual}" }.OfType<string>();
            var text = string.Join(", ", values);
            return $"{(finding.Name is null ? "" : finding.Name + ": ")}{finding.Message}{(text.Length > 0 ? $" ({text})" : "")}";
        }
    }
}
