using System.Text.Json;
using System.Text.Json.Serialization;

namespace Grid.Benchmarks;

/// <summary>One line that a session prints: that it has started, one timing, that it is at rest after the load, or that it has ended.</summary>
internal sealed record SessionLine
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>start, held, end, or an <see cref="Operation.Id"/>.</summary>
    public required string Op { get; init; }

    /// <summary>0 for the first time that it is asked of the loaded table, 1 for the second, and so on.</summary>
    public int Ask { get; init; }

    /// <summary>Seconds.</summary>
    public double? S { get; init; }

    /// <summary>Seconds of processor time, where the session tells.</summary>
    public double? Cpu { get; init; }

    /// <summary>With start: what runs.</summary>
    public string? Version { get; init; }

    /// <summary>With held: bytes that the table takes by the engine's own account, where it has one.</summary>
    public long? Bytes { get; init; }

    /// <summary>With the first ask: the answer.</summary>
    public Dictionary<string, double?>? Answer { get; init; }

    /// <summary>Why there is no answer, where there is none.</summary>
    public string? Refused { get; init; }

    public static SessionLine? Parse(string line) => line.StartsWith('{') ? JsonSerializer.Deserialize<SessionLine>(line, s_json) : null;

    public string ToJson() => JsonSerializer.Serialize(this, s_json);
}
