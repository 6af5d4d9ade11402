using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

// Compiled by Directory.Solution.targets when the tests have run: plain C#, without what the projects' settings give.

/// <summary>Sums the results that the test projects left, and says them in one line, after the reason of each test that was skipped.</summary>
public sealed class TestTotal : Task
{
    /// <summary>A file of results for each test project that was to run.</summary>
    [Required]
    public ITaskItem[] Results { get; set; }

    /// <summary>Whether the run as a whole succeeded.</summary>
    public bool Succeeded { get; set; }

    public override bool Execute()
    {
        int passed = 0, failed = 0;
        var skipped = new List<string>();
        foreach (string path in Results.Select(item => item.ItemSpec).OrderBy(path => path))
        {
            string project = Path.GetFileNameWithoutExtension(path);
            if (!File.Exists(path))
            {
                Say($"FAILED: {project} left no results: it was not built, or its run did not come to its end");
                failed++;
                continue;
            }
            foreach (var test in XDocument.Load(path).Descendants().Where(e => e.Name.LocalName == "UnitTestResult"))
            {
                string name = (string)test.Attribute("testName"), outcome = (string)test.Attribute("outcome");
                if (outcome == "Passed")
                {
                    passed++;
                }
                else if (outcome == "NotExecuted")
                {
                    skipped.Add($"skipped: {name}: {Reason(test)}");
                }
                else
                {
                    Say($"FAILED: {name}: {Cause(test)}");
                    failed++;
                }
            }
        }
        if (!Succeeded && failed == 0)
        {
            Say("FAILED: the run did not come to its end");
            failed++;
        }
        if (Succeeded && passed + failed == 0)
        {
            Say("FAILED: no test ran");
            failed++;
        }
        foreach (string line in skipped)
            Say(line);
        Say($"{passed} passed, {failed} failed, {skipped.Count} skipped");
        // What failed has failed the run already; that nothing ran fails it here.
        if (Succeeded && failed > 0)
            Log.LogError("no test ran, or a test project left no results");
        return !Log.HasLoggedErrors;
    }

    // To the output itself: a message of the build is indented on a pipe, and is not shown on a terminal.
    private static void Say(string line) => Console.Out.WriteLine(line);

    private static string Reason(XElement test) => Line(Texts(test, "Message", "StdOut").FirstOrDefault() ?? "no reason given");

    // What was expected, and the place of the test that expected it: the only trace of a failure that cannot be had again.
    private static string Cause(XElement test)
    {
        string message = Line(Texts(test, "Message").FirstOrDefault() ?? "no reason given");
        string place = Texts(test, "StackTrace").SelectMany(trace => trace.Split('\n')).LastOrDefault(frame => frame.Contains(".cs:line"));
        return (message.Length > 600 ? message.Substring(0, 600) + "…" : message) + (place is null ? "" : " (" + place.Trim() + ")");
    }

    private static IEnumerable<string> Texts(XElement test, params string[] names) =>
        test.Descendants().Where(e => names.Contains(e.Name.LocalName)).Select(e => e.Value.Trim()).Where(text => text.Length > 0);

    private static string Line(string text) => string.Join(" ", text.Split(new[] { '\r', '\n' }, StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()));
}
