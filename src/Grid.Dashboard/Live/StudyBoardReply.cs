namespace Grid.Dashboard;

/// <summary>A study's candidates, or that nobody knows them.</summary>
/// <param name="Board">The candidates; null where nobody does.</param>
internal sealed record StudyBoardReply(StudyBoard? Board);
