namespace Grid.Hosting;

/// <summary>A silo's vote that another is dead.</summary>
/// <param name="By">The silo's address.</param>
/// <param name="Since">When it voted.</param>
internal sealed record MemberSuspicion(string By, DateTime Since);
