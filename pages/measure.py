import streamlit as st
def render(session):
    st.title("Measure")
