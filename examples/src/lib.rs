//! One file a lesson: see the other files of this folder.
