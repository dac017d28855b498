namespace Hms.Tuning.Running;

/// <summary>What a sweep does when its study exists already.</summary>
public enum ExistingStudy
{
    /// <summary>Stop with an error, so that nothing is mixed up.</summary>
    Refuse,

    /// <summary>Go on with it, if it was made with the same identity.</summary>
    Resume,
}
