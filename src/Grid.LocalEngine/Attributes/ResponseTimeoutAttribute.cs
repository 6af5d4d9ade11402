using System.Globalization;

namespace Grid.LocalEngine;

/// <summary>How long the caller of a method waits for the answer, in place of the silo's 30 seconds.</summary>
/// <param name="timeout">As <c>hh:mm:ss</c>, for example <c>00:00:02</c>.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Interface)]
public sealed class ResponseTimeoutAttribute(string timeout) : Attribute
{
    /// <summary>How long the caller waits.</summary>
    public TimeSpan? Timeout { get; } = TimeSpan.Parse(timeout, CultureInfo.InvariantCulture);
}
