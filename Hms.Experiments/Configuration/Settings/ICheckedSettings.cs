namespace Hms.Experiments.Configuration.Settings;

/// <summary>Settings whose values can contradict each other although each is within its own limits.</summary>
public interface ICheckedSettings
{
    /// <summary>All contradictions. Where values are ranges or choices, this is asked for every combination of their ends.</summary>
    IEnumerable<SettingsProblem> Check();
}
