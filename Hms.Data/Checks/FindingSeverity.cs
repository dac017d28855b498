namespace Hms.Data.Checks;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing; nothing fails.</summary>
    Info,

    /// <summary>Some uses fail or suffer.</summary>
    Warning,

    /// <summary>Reading fails.</summary>
    Error,
}
