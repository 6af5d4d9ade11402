using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Grid.Testing;

/// <summary>A bucket of a <see cref="LoopbackStore"/>: its objects, how it behaves, and what it was asked.</summary>
public sealed class LoopbackBucket(string name)
{
    private readonly Lock _gate = new();
    private readonly List<string> _requests = [];

    public string Name { get; } = name;

    /// <summary>The objects by key.</summary>
    public ConcurrentDictionary<string, LoopbackObject> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>Keys that a page of a listing has at most.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>How long each answer waits.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>What everything is refused with.</summary>
    public (int Status, string Code)? Refusal { get; set; }

    /// <summary>How many requests are refused with it before it passes; all where it is not set.</summary>
    public int? RefusedRequests { get; set; }

    /// <summary>Whether the bodies of answers never come.</summary>
    public bool Hangs { get; set; }

    /// <summary>After how many bytes the connection is cut that answers a GET of a key.</summary>
    public Func<string, int> CutAfter { get; set; } = _ => int.MaxValue;

    /// <summary>Which parts of uploads are refused, by key and number.</summary>
    public Func<string, int, bool> RefusesPart { get; set; } = (_, _) => false;

    /// <summary>Uploads that are neither completed nor aborted, and their parts.</summary>
    public ConcurrentDictionary<string, ConcurrentDictionary<int, byte[]>> Uploads { get; } = new(StringComparer.Ordinal);

    /// <summary>What was asked, in order.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    /// <summary>The path of an object, folder or glob.</summary>
    public string this[string key] => $"s3://{Name}/{key}";

    public string Put(string key, byte[] content)
    {
        Objects[key] = new LoopbackObject(content, $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..32]}\"");
        return this[key];
    }

    public string Put(string key, string text) => Put(key, Encoding.UTF8.GetBytes(text));

    /// <summary>Puts the files of a folder, with their paths as keys.</summary>
    public LoopbackBucket PutAll(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            Put(Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes(file));
        return this;
    }

    /// <summary>How many requests were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>What the next request is refused with; null where it is answered.</summary>
    public (int Status, string Code)? TakeRefusal()
    {
        lock (_gate)
        {
            if (Refusal is null || RefusedRequests == 0)
                return null;
            RefusedRequests--;
            Refused++;
            return Refusal;
        }
    }

    public void Note(string request)
    {
        lock (_gate)
            _requests.Add(request);
    }
}

/// <summary>An object: its content, and the tag that goes with that.</summary>
public sealed record LoopbackObject(byte[] Content, string Tag);
