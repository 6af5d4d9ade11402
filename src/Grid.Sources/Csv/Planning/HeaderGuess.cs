using System.Text;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// Whether a first row that was taken for names looks like data: every name over a column of numbers, moments or truth values
/// is such a value itself, as DuckDB's sniffer has it. Names over texts tell nothing.
/// </summary>
internal static class HeaderGuess
{
    /// <summary>Whether the names of a file look like one more row of it.</summary>
    public static bool IsData(FileSurvey survey)
    {
        bool isAny = false;
        for (int i = 0; i < survey.Names.Length; i++)
        {
            var guess = survey.Guesses[i];
            if (survey.HasRows && (!guess.HasType || guess.Type == LogicalType.Text))
                continue;
            if (!IsOfType(survey.Names[i], survey.HasRows ? guess.Type : null, survey.Numbers))
                return false;
            isAny = true;
        }
        return isAny && !IsCount(survey.Names);
    }

    /// <summary>The first row as it is told.</summary>
    public static string FirstRow(FileSurvey survey) => TypeNotes.Cut(Encoding.UTF8.GetBytes(string.Join(',', survey.Names)));

    private static bool IsOfType(string name, LogicalType? type, NumberForm? numbers)
    {
        byte[] field = Encoding.UTF8.GetBytes(name);
        return type switch
        {
            null => numbers?.IsNumber(field) == true || ValueText.IsValue(field),
            { Kind: LogicalKind.Bool } => BoolText.TryParse(field, out _),
            { Kind: LogicalKind.Date } or LogicalTimestamp => MomentText.TryParse(field, DateFormats.Either, out _),
            _ => numbers?.IsNumber(field) ?? NumberText.TryParse(field, out _),
        };
    }

    /// <summary>Whether the numbers among the names count from 0, as pandas writes a table without names, or are years.</summary>
    private static bool IsCount(string[] names)
    {
        long? first = null, last = null;
        foreach (string name in names)
        {
            if (!NumberText.TryParse(Encoding.UTF8.GetBytes(name), out var number))
                continue;
            if (number.Kind != NumberKind.Integer || (last is { } before && number.Value != before + 1))
                return false;
            last = (long)number.Value;
            first ??= last;
        }
        return first < last && first is 0 or (>= 1900 and <= 2100);
    }
}
