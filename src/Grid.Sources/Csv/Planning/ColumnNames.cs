namespace Grid.Sources;

/// <summary>The names of columns: as in the header, by position where there is none, and made unique as pandas does it.</summary>
internal static class ColumnNames
{
    /// <summary>Names columns: a missing name at position 3 is <c>column3</c>; a second and third <c>a</c> are <c>a.1</c> and <c>a.2</c>.</summary>
    public static string[] From(CsvRecord header)
    {
        var names = new string[header.Count];
        for (int i = 0; i < names.Length; i++)
            names[i] = header[i].Length > 0 ? header.Text(i) : $"column{i}";
        // A name that was written as it stands is not taken by a numbered one.
        var taken = names.ToHashSet(StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        var repeats = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < names.Length; i++)
        {
            string name = names[i];
            if (!used.Add(name))
            {
                int number = repeats.GetValueOrDefault(name);
                do
                    number++;
                while (taken.Contains($"{name}.{number}"));
                repeats[name] = number;
                names[i] = $"{name}.{number}";
                taken.Add(names[i]);
                used.Add(names[i]);
            }
        }
        return names;
    }

    /// <summary>The names of columns without a header.</summary>
    public static string[] Numbered(int count) => [.. Enumerable.Range(0, count).Select(i => $"column{i}")];
}
