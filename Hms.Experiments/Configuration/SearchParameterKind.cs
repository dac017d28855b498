namespace Hms.Experiments.Configuration;

/// <summary>What values a search parameter takes.</summary>
public enum SearchParameterKind
{
    /// <summary>A real number between two bounds.</summary>
    Float,

    /// <summary>An integer between two bounds.</summary>
    Int,

    /// <summary>One of several choices without order.</summary>
    Categorical,
}
