using Grid.Query;

namespace Grid.Cli;

/// <summary>A table of a report.</summary>
/// <param name="Name">What <c>--show</c> and JSON call it.</param>
/// <param name="Title">What it says, for people.</param>
/// <param name="Table">The table.</param>
/// <param name="IsShort">Whether people are shown it without asking for it by name.</param>
internal sealed record ReportTable(string Name, string Title, AnswerTable Table, bool IsShort = true);
