namespace Hms.Tuning.Studies;

/// <summary>Which values of the objective are better.</summary>
public enum StudyDirection
{
    /// <summary>Smaller is better.</summary>
    Minimize,

    /// <summary>Larger is better.</summary>
    Maximize,
}
