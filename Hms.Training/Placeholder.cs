namespace Hms.Training; internal static class Placeholder;
